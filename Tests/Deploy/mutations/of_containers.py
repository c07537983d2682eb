from mutations.book import mutation


@mutation("container-image")
def latest(good):
    good.container("Weather")["Image"] = {"Fn::Sub": "${ImageRegistry}/weather:latest"}


@mutation("container-image")
def from_elsewhere(good):
    good.container("Weather")["Image"] = {"Fn::Sub": "docker.io/someone/weather:${ImageTag}"}


@mutation("container-read-only")
def writable(good):
    good.container("Weather")["ReadonlyRootFilesystem"] = False


@mutation("container-capabilities")
def no_drop(good):
    del good.container("Weather")["LinuxParameters"]["Capabilities"]


@mutation("container-capabilities")
def added(good):
    good.container("Weather")["LinuxParameters"]["Capabilities"]["Add"] = ["SYS_PTRACE"]


@mutation("container-capabilities")
def privileged(good):
    good.container("Weather")["Privileged"] = True


@mutation("container-user")
def root(good):
    good.container("Weather")["User"] = "0:0"


@mutation("container-user")
def by_name(good):
    good.container("Weather")["User"] = "nobody"


@mutation("container-user")
def the_images_own(good):
    del good.container("Weather")["User"]


@mutation("container-health")
def by_shell(good):
    good.container("Weather")["HealthCheck"]["Command"] = ["CMD-SHELL", "curl -f http://localhost:4567/health"]


@mutation("container-health")
def another_programs(good):
    good.container("Weather")["HealthCheck"]["Command"] = ["CMD", "/app/twitch", "healthcheck"]


@mutation("container-health")
def without_the_word(good):
    good.container("Weather")["HealthCheck"]["Command"] = ["/app/weather", "healthcheck"]


@mutation("container-health-times")
def every_second(good):
    good.container("Weather")["HealthCheck"].update(Interval=1, Timeout=2)


@mutation("container-health-times")
def many_retries(good):
    good.container("Weather")["HealthCheck"]["Retries"] = 20


@mutation("container-health-times")
def longer_than_the_interval(good):
    good.container("Weather")["HealthCheck"]["Timeout"] = 20


@mutation("container-ports")
def other_host_port(good):
    good.container("Weather")["PortMappings"][0]["HostPort"] = 80


@mutation("container-memory")
def more_than_the_task(good):
    good.container("Weather")["Memory"] = 1024


@mutation("container-memory")
def without_limit(good):
    del good.container("Weather")["Memory"]


@mutation("container-logs")
def without_prefix(good):
    del good.container("Weather")["LogConfiguration"]["Options"]["awslogs-stream-prefix"]


@mutation("container-log-mode")
def mode_unsaid(good):
    del good.container("Weather")["LogConfiguration"]["Options"]["mode"]


@mutation("container-log-mode")
def no_buffer(good):
    del good.container("Weather")["LogConfiguration"]["Options"]["max-buffer-size"]


@mutation("container-essential")
def not_essential(good):
    good.container("Weather")["Essential"] = False


@mutation("container-init")
def with_init(good):
    good.container("Weather")["LinuxParameters"]["InitProcessEnabled"] = True


SIDECAR = {
    "Name": "sidecar",
    "Image": "public.ecr.aws/docker/library/busybox:1.37",
    "Memory": 16,
    "ReadonlyRootFilesystem": True,
    "User": "65532",
    "StopTimeout": 30,
    "LinuxParameters": {"Capabilities": {"Drop": ["ALL"]}},
    "HealthCheck": {"Command": ["CMD", "true"]},
}


def with_sidecar(good, **more):
    logs = good.container("Weather")["LogConfiguration"]
    good.of("WeatherTask")["ContainerDefinitions"].append({**SIDECAR, "LogConfiguration": logs, **more})


@mutation("container-image")
def another_program_without_version(good):
    with_sidecar(good, Image="public.ecr.aws/docker/library/busybox:latest")


@mutation("container-health")
def another_program_without_word(good):
    with_sidecar(good, HealthCheck={"Command": ["true"]})


@mutation("container-ports", strategy="cloudmap")
def no_port(good):
    del good.container("Weather")["PortMappings"]


@mutation("container-ports", strategy="cloudmap")
def port_of_nobody(good):
    good.container("Weather")["PortMappings"].append({"ContainerPort": 8080, "Protocol": "tcp"})


@mutation("container-logs")
def to_files(good):
    good.container("Weather")["LogConfiguration"] = {
        "LogDriver": "json-file",
        "Options": {"mode": "non-blocking", "max-buffer-size": "4m"},
    }
