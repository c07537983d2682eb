"""ECS services and task definitions."""

import re

from model.tasks import BACKENDS, PROGRAMS, containers_of, services, services_of, tasks
from rules.book import rule


def is_fargate(service):
    providers = [entry.get("CapacityProvider") for entry in service.get("CapacityProviderStrategy", default=[])]
    return service.get("LaunchType") == "FARGATE" or any(str(name).startswith("FARGATE") for name in providers)


@rule("service-circuit-breaker", "A version that does not come up is taken back, and not tried for hours.")
def circuit_breaker(deployment):
    for service in services(deployment):
        breaker = service.get("DeploymentConfiguration", "DeploymentCircuitBreaker", default={})
        if breaker != {"Enable": True, "Rollback": True}:
            yield service.place, "DeploymentCircuitBreaker is not {Enable: true, Rollback: true}"


@rule("service-percentages", "New tasks serve before old ones stop.")
def percentages(deployment):
    for service in services(deployment):
        if service.get("SchedulingStrategy") == "DAEMON":
            continue
        least = service.get("DeploymentConfiguration", "MinimumHealthyPercent")
        most = service.get("DeploymentConfiguration", "MaximumPercent")
        if (least, most) != (100, 200):
            yield service.place, f"MinimumHealthyPercent and MaximumPercent are {least} and {most}, not 100 and 200"


@rule("service-exec", "ECS Exec writes on the container's root file system: where that is read-only, it does not work.")
def execute(deployment):
    for service in services(deployment):
        enabled = str(service.get("EnableExecuteCommand", default=False)).lower() == "true"
        task = deployment.find(service.get("TaskDefinition"))
        for container in containers_of(task) if task else []:
            if enabled and container.get("ReadonlyRootFilesystem"):
                yield container.place, f"{service.name} has ECS Exec, and ReadonlyRootFilesystem is true"


@rule("service-exec-asked-for", "Commands in a container are for debugging: off, unless asked for, and then allowed.")
def execute_asked_for(deployment):
    debug = str(deployment.own.parameters.get("Debug")) == "true"
    for service in services(deployment):
        if (str(service.get("EnableExecuteCommand", default=False)).lower() == "true") != debug:
            yield service.place, f"EnableExecuteCommand is {service.get('EnableExecuteCommand')}, and Debug {debug}"


@rule("service-private", "Tasks have no public address; what they answer goes by a load balancer.")
def private(deployment):
    subnets = deployment.outputs["PrivateSubnets"].split(",")
    for service in services(deployment):
        network = service.get("NetworkConfiguration", "AwsvpcConfiguration")
        if network is None:
            continue
        if network.get("AssignPublicIp", "DISABLED") != "DISABLED":
            yield service.place, "AssignPublicIp is not DISABLED"
        if network.get("Subnets") != subnets:
            yield service.place, "Subnets are not PrivateSubnets"


@rule("service-balanced", "A load balancer sends to a container and a port that exist.")
def balanced(deployment):
    for service in services(deployment):
        task = deployment.find(service.get("TaskDefinition"))
        ports = {
            (container.name, mapping.get("ContainerPort"))
            for container in (containers_of(task) if task else [])
            for mapping in container.get("PortMappings", [])
        }
        for entry in service.get("LoadBalancers", default=[]):
            if (entry.get("ContainerName"), entry.get("ContainerPort")) not in ports:
                yield (
                    service.place,
                    f"the task has no port {entry.get('ContainerPort')} of {entry.get('ContainerName')}",
                )
        for entry in service.get("ServiceRegistries", default=[]):
            if task and task.get("NetworkMode") != "awsvpc" and not entry.get("ContainerName"):
                yield (
                    service.place,
                    "without an address of its own, a task is registered by ContainerName and ContainerPort",
                )


@rule("service-grace", "A task that is just starting is not taken for one that is broken.")
def grace(deployment):
    for service in services(deployment):
        if service.get("LoadBalancers") and not service.get("HealthCheckGracePeriodSeconds"):
            yield service.place, "it has a load balancer and no HealthCheckGracePeriodSeconds"


@rule("service-waits", "ECS refuses a target group that no listener sends to yet.")
def waits(deployment):
    for service in services(deployment):
        wanted = service.body.get("DependsOn", [])
        wanted = [wanted] if isinstance(wanted, str) else wanted
        for entry in service.get("LoadBalancers", default=[]):
            group = deployment.find(entry.get("TargetGroupArn"))
            if group is None or group.stack != service.stack:
                continue
            senders = [
                resource.name
                for resource in deployment.of_type(
                    "AWS::ElasticLoadBalancingV2::ListenerRule", "AWS::ElasticLoadBalancingV2::Listener"
                )
                if f"/{group.name}" in str(resource.properties)
            ]
            if not set(senders) & set(wanted):
                yield service.place, f"DependsOn names none of {senders}, which send to {group.name}"


@rule("service-portal-last", "A name that is asked for too early is remembered as none, in private zones for minutes.")
def portal_last(deployment):
    portal = deployment.resources.get(f"{deployment.strategy}/PortalService")
    if portal:
        missing = {f"{prefix}Service" for prefix in BACKENDS} - set(portal.body.get("DependsOn", []))
        if missing:
            yield portal.place, f"DependsOn lacks {sorted(missing)}"


@rule("service-counts", "A person says how many run.")
def counts(deployment):
    for prefix in PROGRAMS:
        service = deployment.resources.get(f"{deployment.strategy}/{prefix}Service")
        parameter = "PortalCount" if prefix == "Portal" else "BackendCount"
        if service and service.get("DesiredCount") != deployment.own.parameters.get(parameter):
            yield service.place, f"DesiredCount is not {parameter}"


@rule("service-cluster", "Services run in the layer's cluster.")
def cluster(deployment):
    for service in services(deployment):
        if service.get("Cluster") not in (deployment.outputs["ClusterName"], deployment.outputs["ClusterArn"]):
            yield service.place, f"Cluster is {service.get('Cluster')}"


@rule("task-called", "Families and containers are called alike in every strategy, as scripts and people look for them.")
def called(deployment):
    for prefix, name in PROGRAMS.items():
        task = deployment.resources.get(f"{deployment.strategy}/{prefix}Task")
        if task is None:
            continue
        if task.get("Family") != f"{deployment.strategy}-{name}":
            yield task.place, f"Family is {task.get('Family')}, not ${{AWS::StackName}}-{name}"
        if name not in [container.name for container in containers_of(task)]:
            yield task.place, f"no container is called {name}"


@rule("task-roles", "ECS starts tasks by the layer's role; programs have one of their own, which may do nothing.")
def roles(deployment):
    for task in tasks(deployment):
        if task.get("ExecutionRoleArn") != deployment.outputs["ExecutionRoleArn"]:
            yield task.place, "ExecutionRoleArn is not the layer's"
        role = deployment.find(task.get("TaskRoleArn"))
        if role is None or role.stack != task.stack:
            yield task.place, "TaskRoleArn is no role of this template"


@rule("task-log-group", "All tasks log into the layer's group, which goes when the stacks go.")
def log_group(deployment):
    for task in tasks(deployment):
        for container in containers_of(task):
            group = container.options.get("awslogs-group")
            if group is not None and group != deployment.outputs["LogGroupName"]:
                yield container.place, "awslogs-group is not LogGroupName"


@rule("task-architecture", "Images of one architecture do not start on the other.")
def architecture(deployment):
    chosen = deployment.own.parameters.get("Architecture")
    for task in tasks(deployment):
        fargate = "FARGATE" in task.get("RequiresCompatibilities", default=[])
        told = task.get("RuntimePlatform", "CpuArchitecture")
        if told != chosen and (fargate or told is not None):
            yield task.place, f"CpuArchitecture is {told}, not {chosen}"
    for function in deployment.of_type("AWS::Lambda::Function"):
        if function.get("Architectures") != [{"X86_64": "x86_64", "ARM64": "arm64"}.get(chosen)]:
            yield function.place, f"Architectures is {function.get('Architectures')}, and Architecture {chosen}"


@rule("task-network", "Fargate knows one network mode.")
def network(deployment):
    for task in tasks(deployment):
        for service in services_of(deployment, task):
            if is_fargate(service) and task.get("NetworkMode") != "awsvpc":
                yield task.place, f"NetworkMode is {task.get('NetworkMode')}, not awsvpc"


@rule("service-name", "A name of a service is a name in DNS.")
def name(deployment):
    for service in services(deployment):
        name = str(service.get("ServiceName"))
        if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name):
            yield service.place, f"ServiceName {name} is no label of a name in DNS, in lower case"
