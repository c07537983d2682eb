"""Machines of EC2 that containers share, and Consul on them."""

import re

from model.tasks import BACKENDS, PROGRAMS, containers, program, services
from rules.book import rule


def launch_templates(deployment):
    for template in deployment.of_type("AWS::EC2::LaunchTemplate"):
        yield template, template.get("LaunchTemplateData", default={})


def groups(deployment):
    return deployment.of_type("AWS::AutoScaling::AutoScalingGroup")


@rule("machine-metadata", "Whoever makes a container send a request would get the machine's rights by version 1.")
def metadata(deployment):
    for template, data in launch_templates(deployment):
        options = data.get("MetadataOptions", {})
        if options.get("HttpTokens") != "required":
            yield template.place, "MetadataOptions.HttpTokens is not required"
        # Containers in bridge mode are a hop further away; those of the host's network are not kept out by this.
        if options.get("HttpPutResponseHopLimit") != 1:
            yield template.place, "MetadataOptions.HttpPutResponseHopLimit is not 1"


@rule("machine-disk", "A disk that somebody finds tells nothing, and none stays behind.")
def disk(deployment):
    for template, data in launch_templates(deployment):
        disks = [entry.get("Ebs", {}) for entry in data.get("BlockDeviceMappings", [])]
        if not disks or not all(entry.get("Encrypted") is True for entry in disks):
            yield template.place, "not all of its disks are Encrypted"
        if not all(entry.get("DeleteOnTermination", True) is True for entry in disks):
            yield template.place, "a disk stays when its machine goes"


@rule("machine-shell", "A key pair has to be there before, and is somebody's for ever.")
def shell(deployment):
    for template, data in launch_templates(deployment):
        if data.get("KeyName"):
            yield template.place, "it has a KeyName"


@rule("machine-public", "Machines have no public address.")
def public(deployment):
    subnets = deployment.outputs["PrivateSubnets"].split(",")
    for group in groups(deployment):
        if not set(group.get("VPCZoneIdentifier", default=[])) <= set(subnets):
            yield group.place, "VPCZoneIdentifier has more than PrivateSubnets"
    for template, data in launch_templates(deployment):
        if any(interface.get("AssociatePublicIpAddress") for interface in data.get("NetworkInterfaces", [])):
            yield template.place, "it gives a public address"


@rule("machine-draining", "Tasks leave a machine before it goes, and no machine keeps a stack from being deleted.")
def draining(deployment):
    for provider in deployment.of_type("AWS::ECS::CapacityProvider"):
        if provider.get("AutoScalingGroupProvider", "ManagedDraining") != "ENABLED":
            yield provider.place, "ManagedDraining is not ENABLED"
        if provider.get("AutoScalingGroupProvider", "ManagedTerminationProtection") != "DISABLED":
            yield provider.place, "ManagedTerminationProtection is not DISABLED"


@rule("machine-capacity", "A cluster has one list of capacity providers: who writes it twice loses one of them.")
def capacity(deployment):
    made = {f"ref:{entry.stack}/{entry.name}" for entry in deployment.of_type("AWS::ECS::CapacityProvider")}
    for association in deployment.of_type("AWS::ECS::ClusterCapacityProviderAssociations"):
        if not made <= set(association.get("CapacityProviders", default=[])):
            yield association.place, "not all capacity providers of the deployment are in CapacityProviders"
        for cluster in deployment.of_type("AWS::ECS::Cluster"):
            if cluster.get("CapacityProviders"):
                yield cluster.place, f"it has CapacityProviders, which {association.name} has, too"


@rule("machine-ports", "A port that a container asks for is taken when the next one comes, in each deployment.")
def ports(deployment):
    for container in containers(deployment):
        if container.task.get("NetworkMode") != "bridge" or not container.is_ours:
            continue
        for mapping in container.get("PortMappings", []):
            if mapping.get("HostPort", 0) != 0:
                yield container.place, f"HostPort is {mapping.get('HostPort')}, not 0"


@rule("machine-spread", "What is there twice is on two machines, in two zones.")
def spread(deployment):
    for service in services(deployment):
        if service.get("CapacityProviderStrategy") is None:
            continue
        fields = [entry.get("Field") for entry in service.get("PlacementStrategies", default=[])]
        if fields != ["attribute:ecs.availability-zone", "instanceId"]:
            yield service.place, f"PlacementStrategies spread over {fields}"


def consul(deployment, name):
    """The container of Consul's servers or agents, or None; and its arguments."""
    container = next((entry for entry in containers(deployment) if entry.name == name), None)
    return container, container.get("Command") if container else []


@rule("consul-addresses", "Containers ask the agent where it listens.")
def addresses(deployment):
    container, arguments = consul(deployment, "consul-agent")
    if container is None:
        return
    listening = " ".join(text.removeprefix("-client=") for text in arguments if text.startswith("-client=")).split()
    for name in PROGRAMS.values():
        ours = program(deployment, name)
        for key in ("REGISTRATION", "DISCOVERY_DNS_SERVER", "DISCOVERY_CONSUL_HTTP"):
            value = ours.environment.get(key) if ours else None
            host = re.sub(r"^consul://|:\d+$", "", value) if value else None
            if host and host not in listening:
                yield ours.place, f"{key} is {value}, and agents listen at {listening}"


@rule("consul-registration", "Each backend is registered, once, under the name that the portal asks for.")
def registration(deployment):
    if consul(deployment, "consul-agent")[0] is None:
        return
    registrators = [entry for entry in containers(deployment) if entry.name == "registrator"]
    for name in BACKENDS.values():
        container = program(deployment, name)
        if container is None:
            continue
        if ("REGISTRATION" in container.environment) == bool(registrators):
            yield container.place, "it is registered by itself and by the registrator, or by neither"
        if container.environment.get("SERVICE_4567_NAME") != name:
            yield container.place, f"SERVICE_4567_NAME is {container.environment.get('SERVICE_4567_NAME')}, not {name}"


@rule("consul-members", "Members find each other by a tag: servers the agents, too, or a lone new server finds nobody.")
def members(deployment):
    for name in ("consul-server", "consul-agent"):
        container, arguments = consul(deployment, name)
        for text in [text for text in arguments if text.startswith("-retry-join=")]:
            told = re.search(r"tag_key=(\S+) tag_value=(\S+)", text)
            for group in groups(deployment):
                passed_on = [entry for entry in group.get("Tags", default=[]) if entry["PropagateAtLaunch"]]
                tags = {entry["Key"]: entry["Value"] for entry in passed_on}
                if not told or tags.get(told[1]) != told[2]:
                    yield group.place, f"its machines have no tag by which {container.name} finds them"


@rule("consul-servers", "Servers wait for as many as there are: for more they wait in vain, for fewer they fall apart.")
def servers(deployment):
    container, arguments = consul(deployment, "consul-server")
    if container is None:
        return
    expected = next((text.split("=")[1] for text in arguments if text.startswith("-bootstrap-expect=")), None)
    for group in groups(deployment):
        sizes = {str(group.get("MinSize")), str(group.get("MaxSize"))}
        if group.name == "ServerGroup" and sizes != {expected}:
            yield group.place, f"it has {' to '.join(sorted(sizes))} machines, and servers wait for {expected}"


@rule("machine-kinds", "A daemon is for machines that there are.")
def kinds(deployment):
    there = set()
    for _, data in launch_templates(deployment):
        there.update(re.findall(r"\bkind=(\w+)", str(data.get("UserData"))))
    for service in services(deployment):
        for constraint in service.get("PlacementConstraints", default=[]):
            asked = re.search(r"attribute:found-by-name\.kind == (\w+)", constraint.get("Expression", ""))
            if asked and asked[1] not in there:
                yield service.place, f"it is for machines of the kind {asked[1]}, and there are {sorted(there)}"
