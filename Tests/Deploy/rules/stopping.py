"""How tasks end without a request being lost."""

from model.tasks import containers, containers_of, services, tasks
from rules.book import rule

# After both times a program has a second to deregister and two for handlers that were cut, and three later it ends
# itself: StopTimes.untilExit in Sources/Modules/Chassis/Lifecycle.
AFTERWARDS = 6


def balancing(deployment, service):
    """The load balancers of a service with the container's settings: (container, target group)."""
    task = deployment.find(service.get("TaskDefinition"))
    for entry in service.get("LoadBalancers", default=[]):
        group = deployment.find(entry.get("TargetGroupArn"))
        for container in containers_of(task) if task else []:
            if group and container.name == entry.get("ContainerName"):
                yield container, group


def attribute(resource, property, key):
    for entry in resource.get(property, default=[]):
        if entry["Key"] == key:
            return entry["Value"]
    return None


@rule("stop-timeout-range", "ECS refuses less than 2 s, and Fargate more than 120.")
def timeout_range(deployment):
    for container in containers(deployment):
        timeout = container.get("StopTimeout")
        if timeout is None:
            yield container.place, "it has no StopTimeout, and the default of 30 s is somebody else's choice"
        elif not 2 <= int(timeout) <= 120:
            yield container.place, f"StopTimeout is {timeout}, not 2 to 120"


@rule("stop-timeout-drain", "A program that is killed while it drains loses the requests that it drains for.")
def timeout_drain(deployment):
    for container in containers(deployment):
        if not container.is_ours:
            continue
        needed = container.seconds("DRAIN_DELAY") + container.seconds("DRAIN_TIMEOUT") + AFTERWARDS
        if int(container.get("StopTimeout", 30)) < needed:
            yield (
                container.place,
                (
                    f"StopTimeout is {container.get('StopTimeout', 30)}, less than DRAIN_DELAY and DRAIN_TIMEOUT "
                    f"and {AFTERWARDS} s, {needed:g} s together"
                ),
            )


@rule("drain-requests", "A request that came last has as long as any other.")
def drain_requests(deployment):
    for container in containers(deployment):
        if container.is_ours and container.seconds("DRAIN_TIMEOUT") < container.seconds("REQUEST_TIMEOUT"):
            yield container.place, "DRAIN_TIMEOUT is shorter than REQUEST_TIMEOUT"


@rule("drain-noticed", "A load balancer sends to a task until as many checks as it wants have failed.")
def drain_noticed(deployment):
    for service in services(deployment):
        for container, group in balancing(deployment, service):
            noticed = int(group.get("HealthCheckIntervalSeconds", default=30)) * int(
                group.get("UnhealthyThresholdCount", default=2)
            )
            if container.seconds("DRAIN_DELAY") <= noticed:
                yield container.place, f"DRAIN_DELAY is not longer than the {noticed} s in which {group.name} notices"


@rule("drain-deregistration", "What is under way has its time, and a deployment does not wait minutes for nothing.")
def drain_deregistration(deployment):
    for service in services(deployment):
        for container, group in balancing(deployment, service):
            delay = int(attribute(group, "TargetGroupAttributes", "deregistration_delay.timeout_seconds") or 300)
            least, most = container.seconds("REQUEST_TIMEOUT"), container.seconds("DRAIN_DELAY")
            if not least <= delay <= most:
                yield (
                    group.place,
                    (
                        f"the deregistration delay is {delay} s, not from REQUEST_TIMEOUT, {least:g} s, "
                        f"to the {most:g} s of DRAIN_DELAY of {container.name}"
                    ),
                )


@rule("drain-idle", "Who keeps connections for longer than its peer sends into one that is just being closed.")
def drain_idle(deployment):
    kept = min(
        (container.seconds("HTTP_IDLE_TIMEOUT") for container in containers(deployment) if container.is_ours),
        default=75,
    )
    for balancer in deployment.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer"):
        idle = int(attribute(balancer, "LoadBalancerAttributes", "idle_timeout.timeout_seconds") or 60)
        if idle >= kept:
            yield balancer.place, f"it keeps idle connections for {idle} s, the programs behind it for {kept:g} s"


@rule("drain-dns", "Who found a task by DNS asks it for as long as its address may be remembered.")
def drain_dns(deployment):
    for service in services(deployment):
        task = deployment.find(service.get("TaskDefinition"))
        for entry in service.get("ServiceRegistries", default=[]):
            registry = deployment.find(entry.get("RegistryArn"))
            records = registry.get("DnsConfig", "DnsRecords", default=[]) if registry else []
            longest = max((int(record["TTL"]) for record in records), default=0)
            for container in containers_of(task) if task else []:
                if container.is_ours and container.seconds("DRAIN_DELAY") <= longest:
                    yield container.place, f"DRAIN_DELAY is not longer than the records' {longest} s"


@rule("drain-written", "What the task definition does not say is a default that may change under it.")
def drain_written(deployment):
    for task in tasks(deployment):
        for container in containers_of(task):
            for key in ("DRAIN_DELAY", "DRAIN_TIMEOUT"):
                if container.is_ours and key not in container.environment:
                    yield container.place, f"{key} is not in Environment"
