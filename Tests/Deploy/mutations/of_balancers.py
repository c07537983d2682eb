import copy

from mutations.book import mutation


@mutation("balancer-health")
def the_page(good):
    good.of("WeatherTargetGroup")["HealthCheckPath"] = "/"


@mutation("balancer-health")
def another_port(good):
    good.of("WeatherTargetGroup")["HealthCheckPort"] = "8080"


@mutation("balancer-fields")
def fields_passed_on(good):
    key = "routing.http.drop_invalid_header_fields.enabled"
    good.attribute("BackendLoadBalancer", "LoadBalancerAttributes", key)["Value"] = "false"


@mutation("balancer-public")
def in_public_subnets(good):
    good.of("BackendLoadBalancer")["Subnets"] = {"Fn::Split": [",", "subnet-1,subnet-2"]}


@mutation("balancer-shared")
def one_more(good):
    good.resources()["WeatherLoadBalancer"] = copy.deepcopy(good.resources()["BackendLoadBalancer"])


@mutation("balancer-default")
def some_backend(good):
    good.of("BackendListener")["DefaultActions"] = [
        {"Type": "forward", "TargetGroupArn": {"Ref": "WeatherTargetGroup"}}
    ]


@mutation("balancer-names")
def swapped(good):
    good.of("WeatherRule")["Conditions"][0]["HostHeaderConfig"]["Values"] = [{"Fn::Sub": "weather.${ZoneName}"}]


@mutation("balancer-priorities")
def twice(good):
    good.of("WeatherRule")["Priority"] = good.of("TwitchRule")["Priority"]


@mutation("balancer-port")
def asks_the_containers_port(good):
    good.setting("Portal", "DISCOVERY_PORT")["Value"] = "4567"


@mutation("balancer-tls", CertificateArn="arn:aws:acm:eu-west-1:210987654321:certificate/1")
def old_tls(good):
    good.of("HttpsListener", "cluster")["SslPolicy"] = "ELBSecurityPolicy-2016-08"


@mutation("balancer-tls", CertificateArn="arn:aws:acm:eu-west-1:210987654321:certificate/1")
def no_redirect(good):
    good.of("HttpListener", "cluster")["DefaultActions"] = [
        {"Type": "forward", "TargetGroupArn": {"Ref": "PortalTargetGroup"}}
    ]


@mutation("balancer-health")
def patient(good):
    good.of("WeatherTargetGroup")["HealthCheckTimeoutSeconds"] = 5


@mutation("balancer-public")
def hidden_portal(good):
    good.of("PortalLoadBalancer", "cluster")["Scheme"] = "internal"


@mutation("balancer-operations")
def figures_for_all(good):
    good.of("OperationsRule", "cluster")["Conditions"][0]["PathPatternConfig"]["Values"] = ["/info"]


@mutation("balancer-operations", CertificateArn="arn:aws:acm:eu-west-1:210987654321:certificate/1")
def closed_where_nobody_asks(good):
    good.of("OperationsRule", "cluster")["ListenerArn"] = {"Ref": "HttpListener"}
