from mutations.book import mutation


@mutation("service-circuit-breaker")
def no_rollback(good):
    good.of("WeatherService")["DeploymentConfiguration"]["DeploymentCircuitBreaker"]["Rollback"] = False


@mutation("service-percentages")
def half_of_them(good):
    good.of("WeatherService")["DeploymentConfiguration"]["MinimumHealthyPercent"] = 50


@mutation("service-exec", Debug="true")
def read_only_and_exec(good):
    good.container("Weather")["ReadonlyRootFilesystem"] = True


@mutation("service-exec-asked-for", Debug="true")
def asked_in_vain(good):
    good.of("WeatherService")["EnableExecuteCommand"] = False


@mutation("service-private")
def public_address(good):
    good.of("WeatherService")["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"] = "ENABLED"


@mutation("service-private")
def one_subnet(good):
    configuration = good.of("WeatherService")["NetworkConfiguration"]["AwsvpcConfiguration"]
    configuration["Subnets"] = [{"Fn::Select": [0, {"Ref": "PrivateSubnets"}]}]


@mutation("service-balanced")
def another_container(good):
    good.of("WeatherService")["LoadBalancers"].append(
        {"ContainerName": "wether", "ContainerPort": 4567, "TargetGroupArn": {"Ref": "WeatherTargetGroup"}}
    )


@mutation("service-grace")
def no_grace(good):
    del good.of("WeatherService")["HealthCheckGracePeriodSeconds"]


@mutation("service-waits")
def for_nothing(good):
    good.resources()["WeatherService"]["DependsOn"].remove("WeatherRule")


@mutation("service-portal-last")
def portal_first(good):
    good.resources()["PortalService"]["DependsOn"].remove("WeatherService")


@mutation("service-counts", BackendCount=3)
def count_written_down(good):
    good.of("WeatherService")["DesiredCount"] = 2


@mutation("service-cluster")
def default_cluster(good):
    del good.of("WeatherService")["Cluster"]


@mutation("service-name")
def underscore(good):
    good.of("PortalService")["ServiceName"] = "Portal_App"


@mutation("task-called")
def another_family(good):
    good.of("WeatherTask")["Family"] = "weather"


@mutation("task-roles")
def no_role(good):
    del good.of("WeatherTask")["TaskRoleArn"]


@mutation("task-roles")
def program_starts_tasks(good):
    good.of("WeatherTask")["ExecutionRoleArn"] = {"Fn::GetAtt": ["BackendTaskRole", "Arn"]}


@mutation("task-log-group")
def another_group(good):
    good.container("Weather")["LogConfiguration"]["Options"]["awslogs-group"] = "/ecs/weather"


@mutation("task-architecture", Architecture="ARM64")
def one_architecture(good):
    good.of("WeatherTask")["RuntimePlatform"]["CpuArchitecture"] = "X86_64"


@mutation("task-architecture", Architecture="ARM64")
def one_architecture_of_the_function(good):
    good.of("Registrar")["Architectures"] = ["x86_64"]


@mutation("task-network")
def bridge(good):
    good.of("WeatherTask")["NetworkMode"] = "bridge"


@mutation("task-called", strategy="cloudmap")
def another_name_of_the_container(good):
    good.container("Weather")["Name"] = "weatherapp"
