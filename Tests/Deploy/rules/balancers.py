"""Load balancers and their targets."""

from model.tasks import BACKENDS, program
from rules.book import rule
from rules.settings import NAMES
from rules.stopping import attribute

BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"


@rule("balancer-health", "What stops says so at /health, and nowhere else.")
def health(deployment):
    for group in deployment.of_type(GROUP):
        if group.get("HealthCheckPath") != "/health" or group.get("Matcher", "HttpCode") != "200":
            yield group.place, "it does not check /health for 200"
        if group.get("HealthCheckPort", default="traffic-port") != "traffic-port":
            yield group.place, f"it checks port {group.get('HealthCheckPort')}, where nobody listens"
        if int(group.get("HealthCheckTimeoutSeconds", default=5)) >= int(
            group.get("HealthCheckIntervalSeconds", default=30)
        ):
            yield group.place, "a check takes longer than the time until the next"


@rule("balancer-fields", "Fields that no server may be sent are not sent on.")
def fields(deployment):
    for balancer in deployment.of_type(BALANCER):
        if attribute(balancer, "LoadBalancerAttributes", "routing.http.drop_invalid_header_fields.enabled") != "true":
            yield balancer.place, "routing.http.drop_invalid_header_fields.enabled is not true"


@rule("balancer-public", "One load balancer is public, in the public subnets: the portal's.")
def public(deployment):
    for balancer in deployment.of_type(BALANCER):
        is_public = balancer.get("Scheme", default="internet-facing") == "internet-facing"
        if is_public != (balancer.name == "PortalLoadBalancer"):
            yield balancer.place, f"Scheme is {balancer.get('Scheme')}"
        subnets = deployment.outputs["PublicSubnets" if is_public else "PrivateSubnets"].split(",")
        if balancer.get("Subnets") != subnets:
            yield balancer.place, f"Subnets are not the {'public' if is_public else 'private'} ones"


@rule("balancer-shared", "A load balancer costs as much as the tasks behind it: backends share one.")
def shared(deployment):
    inner = [balancer for balancer in deployment.of_type(BALANCER) if balancer.stack == deployment.strategy]
    for balancer in inner[1:]:
        yield balancer.place, f"there is {inner[0].name} already"


@rule("balancer-default", "Whoever asks a shared load balancer for another name gets no service by chance.")
def default(deployment):
    for listener in deployment.of_type(LISTENER):
        if listener.stack != deployment.strategy:
            continue
        action = (listener.get("DefaultActions") or [{}])[0]
        if action.get("Type") != "fixed-response" or action.get("FixedResponseConfig", {}).get("StatusCode") != "404":
            yield listener.place, "its default is not a fixed answer 404"


@rule(
    "balancer-names", "The portal sends the name that it looked up as Host, so that is what leads to a service's tasks."
)
def names(deployment):
    portal = program(deployment, "portal")
    rules = [entry for entry in deployment.of_type(RULE) if entry.stack == deployment.strategy]
    if not portal or not rules:
        return
    domain = portal.environment.get("DISCOVERY_DOMAIN")
    wanted = {}
    for prefix in BACKENDS:
        service = deployment.resources.get(f"{deployment.strategy}/{prefix}Service")
        for entry in service.get("LoadBalancers", default=[]) if service else []:
            wanted[f"{NAMES['route53'][prefix]}.{domain}"] = entry["TargetGroupArn"]
    told = {}
    for entry in rules:
        for condition in entry.get("Conditions", default=[]):
            for value in condition.get("HostHeaderConfig", {}).get("Values", []):
                told[value] = entry.get("Actions")[0].get("TargetGroupArn")
    for name in sorted(set(wanted) | set(told)):
        if wanted.get(name) != told.get(name):
            yield (
                deployment.strategy,
                f"{name} leads to {told.get(name)}, and the service's tasks are in {wanted.get(name)}",
            )


@rule("balancer-priorities", "Rules of one listener are in one order.")
def priorities(deployment):
    seen = {}
    for entry in deployment.of_type(RULE):
        key = (entry.get("ListenerArn"), entry.get("Priority"))
        if key in seen:
            yield entry.place, f"Priority {entry.get('Priority')} is that of {seen[key]} as well"
        seen[key] = entry.name


@rule("balancer-port", "Without a port in DNS, the portal asks the one that it is told.")
def port(deployment):
    portal = program(deployment, "portal")
    listeners = [entry.get("Port") for entry in deployment.of_type(LISTENER) if entry.stack == deployment.strategy]
    if portal and listeners:
        told = portal.environment.get("DISCOVERY_PORT", "80")
        if int(told) not in [int(port) for port in listeners]:
            yield portal.place, f"DISCOVERY_PORT is {told}, and the listeners are at {listeners}"


@rule("balancer-tls", "With a certificate nothing but the way to HTTPS is answered without.")
def tls(deployment):
    for stack in {listener.stack for listener in deployment.of_type(LISTENER)}:
        listeners = [listener for listener in deployment.of_type(LISTENER) if listener.stack == stack]
        secure = [listener for listener in listeners if listener.get("Protocol") == "HTTPS"]
        for listener in secure:
            if "TLS13" not in str(listener.get("SslPolicy")):
                yield listener.place, f"SslPolicy {listener.get('SslPolicy')} is not one for TLS 1.2 and 1.3"
        for listener in listeners:
            if secure and listener not in secure and listener.get("DefaultActions")[0].get("Type") != "redirect":
                yield listener.place, "it does not redirect to HTTPS"


@rule("balancer-operations", "What is told to operators is told within the network only.")
def operations(deployment):
    listeners = [listener for listener in deployment.of_type(LISTENER) if listener.stack == "cluster"]
    # Where there is HTTPS, the other one only leads there, which is a rule of its own.
    secure = [listener for listener in listeners if listener.get("Protocol") == "HTTPS"]
    for listener in secure or listeners:
        closed = set()
        for entry in deployment.of_type(RULE):
            is_its = deployment.find(entry.get("ListenerArn")) is listener
            if is_its and entry.get("Actions")[0].get("Type") == "fixed-response":
                for condition in entry.get("Conditions", default=[]):
                    closed.update(condition.get("PathPatternConfig", {}).get("Values", []))
        for path in ("/info", "/metrics"):
            if path not in closed:
                yield listener.place, f"it lets {path} through"
