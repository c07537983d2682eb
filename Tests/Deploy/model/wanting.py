"""Which connections a deployment needs, from what its services and load balancers say of each other."""

from collections import namedtuple

from model.reaching import INTERNET, group_id
from model.tasks import BACKENDS, program, service_of, services

Wanted = namedtuple("Wanted", "kind source target ports")

# What a machine gives out for containers that share its address.
DYNAMIC = ("tcp", 32768, 65535)


def _tcp(port):
    return ("tcp", int(port), int(port))


def groups_of_machines(deployment, service):
    """The security groups of the machines that a service runs on. One that machines of several kinds are all in is for
    what they have alike, and says nothing of a service."""
    machines = deployment.of_type("AWS::AutoScaling::AutoScalingGroup")
    everywhere = [groups_of_machine(deployment, machine) for machine in machines]
    chosen = [entry.get("CapacityProvider") for entry in service.get("CapacityProviderStrategy", default=[])]
    if chosen:
        providers = [deployment.find(name) for name in chosen]
        machines = [
            deployment.find(provider.get("AutoScalingGroupProvider", "AutoScalingGroupArn"))
            for provider in providers
            if provider
        ]
    groups = [group for machine in machines if machine for group in groups_of_machine(deployment, machine)]
    alike = set.intersection(*map(set, everywhere)) if len(everywhere) > 1 else set()
    return [group for group in groups if group not in alike]


def groups_of_machine(deployment, machine):
    template = deployment.find(machine.get("LaunchTemplate", "LaunchTemplateId"))
    data = template.get("LaunchTemplateData", default={}) if template else {}
    groups = list(data.get("SecurityGroupIds", []))
    for interface in data.get("NetworkInterfaces", []):
        groups += interface.get("Groups", [])
    return groups


def groups_of(deployment, service):
    """The security groups of a service's tasks, and the ports that reach them where those are not the container's."""
    network = service.get("NetworkConfiguration", "AwsvpcConfiguration")
    if network is not None:
        return [group_id(deployment, group) for group in network.get("SecurityGroups", [])], None
    return [group_id(deployment, group) for group in groups_of_machines(deployment, service)], DYNAMIC


def listeners_to(deployment, group):
    """The listeners that send to a target group, by themselves or by a rule."""
    found = []
    for listener in deployment.of_type("AWS::ElasticLoadBalancingV2::Listener"):
        if f"/{group.name}'" in str(listener.properties):
            found.append(listener)
    for entry in deployment.of_type("AWS::ElasticLoadBalancingV2::ListenerRule"):
        if f"/{group.name}'" in str(entry.properties):
            found.append(deployment.find(entry.get("ListenerArn")))
    return [listener for listener in found if listener]


def groups_of_balancer(deployment, listener):
    balancer = deployment.find(listener.get("LoadBalancerArn"))
    return [group_id(deployment, group) for group in balancer.get("SecurityGroups", default=[])]


def balancing_of(deployment, service):
    """(listener, port of the container) for each load balancer of a service."""
    for entry in service.get("LoadBalancers", default=[]):
        group = deployment.find(entry.get("TargetGroupArn"))
        for listener in listeners_to(deployment, group) if group else []:
            yield listener, entry.get("ContainerPort")


def wanted(deployment):
    connections = []
    for listener in deployment.of_type("AWS::ElasticLoadBalancingV2::Listener"):
        balancer = deployment.find(listener.get("LoadBalancerArn"))
        if balancer and balancer.get("Scheme") == "internet-facing":
            for group in groups_of_balancer(deployment, listener):
                connections.append(Wanted("internet", INTERNET, group, _tcp(listener.get("Port"))))
    for service in services(deployment):
        own, dynamic = groups_of(deployment, service)
        for listener, port in balancing_of(deployment, service):
            for source in groups_of_balancer(deployment, listener):
                connections += [Wanted("targets", source, group, dynamic or _tcp(port)) for group in own]
        connections += [Wanted("outside", group, INTERNET, _tcp(443)) for group in own]
    portal = service_of(deployment, "portal")
    portals = groups_of(deployment, portal)[0] if portal else []
    for name in BACKENDS.values():
        service = service_of(deployment, name)
        if service is None:
            continue
        own, dynamic = groups_of(deployment, service)
        balancers = list(balancing_of(deployment, service))
        for source in portals:
            for listener, _ in balancers:
                for group in groups_of_balancer(deployment, listener):
                    connections.append(Wanted("portal", source, group, _tcp(listener.get("Port"))))
            if not balancers:
                asked = program(deployment, "portal").environment.get("DISCOVERY_PORT", "4567")
                connections += [Wanted("portal", source, group, dynamic or _tcp(asked)) for group in own]
    return list(dict.fromkeys(connections))
