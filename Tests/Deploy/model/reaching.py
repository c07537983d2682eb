"""Who can open a connection to whom, by security groups: a graph from what templates say.

A connection is possible where the one side lets it out and the other lets it in. Names of groups are ids of resources;
"internet" is everything outside of the network. DNS, metadata and credentials pass security groups anyway.
"""

import ipaddress
from collections import namedtuple

BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
NETWORK = ("NetworkConfiguration", "AwsvpcConfiguration")
INTERNET = "internet"
EVERY_PORT = ("-1", 0, 65535)


class Rules:
    """What one group lets in and out: (peer, protocol, first port, last port), a peer being a group or a range."""

    def __init__(self):
        self.inward, self.outward = [], []


def _entry(deployment, entry, of_group):
    group = entry.get(of_group)
    peer = group_id(deployment, group) if group else _range(deployment, entry.get("CidrIp") or entry.get("CidrIpv6"))
    protocol = str(entry.get("IpProtocol"))
    if protocol == "-1":
        return (peer, *EVERY_PORT)
    return (peer, protocol, int(entry.get("FromPort", 0)), int(entry.get("ToPort", 65535)))


def _range(deployment, text):
    """Addresses: as written, or those of the network that is referred to."""
    network = deployment.find(text)
    return network.get("CidrBlock", default=text) if network else text


def group_id(deployment, reference):
    resource = deployment.find(reference)
    return f"{resource.stack}/{resource.name}" if resource else str(reference)


def rules_of_groups(deployment):
    groups = {}
    for resource in deployment.of_type("AWS::EC2::SecurityGroup"):
        rules = groups[f"{resource.stack}/{resource.name}"] = Rules()
        for entry in resource.get("SecurityGroupIngress", default=[]):
            rules.inward.append(_entry(deployment, entry, "SourceSecurityGroupId"))
        # Without the property AWS lets everything out, whatever resources of their own add.
        if resource.get("SecurityGroupEgress") is None:
            rules.outward.append(("0.0.0.0/0", *EVERY_PORT))
        for entry in resource.get("SecurityGroupEgress", default=[]):
            rules.outward.append(_entry(deployment, entry, "DestinationSecurityGroupId"))
    for kind, side, peer in (
        ("Ingress", "inward", "SourceSecurityGroupId"),
        ("Egress", "outward", "DestinationSecurityGroupId"),
    ):
        for resource in deployment.of_type(f"AWS::EC2::SecurityGroup{kind}"):
            owner = group_id(deployment, resource.get("GroupId"))
            if owner in groups:
                getattr(groups[owner], side).append(_entry(deployment, resource.properties, peer))
    return groups


def interfaces(deployment, groups):
    """What has security groups, as the sets of them: load balancers, tasks with addresses of their own, machines. All
    rules of a set hold together, whichever group of it they are in. A group that nothing is in stands for itself."""
    listed = [resource.get("SecurityGroups") for resource in deployment.of_type(BALANCER)]
    listed += [service.get(*NETWORK, "SecurityGroups") for service in deployment.of_type("AWS::ECS::Service")]
    for template in deployment.of_type("AWS::EC2::LaunchTemplate"):
        data = template.get("LaunchTemplateData", default={})
        listed.append(data.get("SecurityGroupIds"))
        listed += [interface.get("Groups") for interface in data.get("NetworkInterfaces", [])]
    found = {frozenset(group_id(deployment, group) for group in one) for one in listed if one}
    used = set().union(*found)
    return sorted(found | {frozenset([group]) for group in groups if group not in used}, key=sorted)


def _outside(peer, inner):
    return _is_range(peer) and not ipaddress.ip_network(peer).subnet_of(inner)


def _covers(peer, groups, inner):
    """Whether a rule about `peer` is about somebody with these groups, within the network `inner`."""
    if peer in groups:
        return True
    return _is_range(peer) and ipaddress.ip_network(peer).version == 4 and ipaddress.ip_network(peer).overlaps(inner)


def _is_range(peer):
    try:
        ipaddress.ip_network(str(peer))
        return True
    except ValueError:
        return False


def _common(one, other):
    protocol = one[0] if other[0] == "-1" else other[0] if one[0] in ("-1", other[0]) else None
    first, last = max(one[1], other[1]), min(one[2], other[2])
    return (protocol, first, last) if protocol and first <= last else None


# `source` and `target` are sets of groups; `by` names the two groups whose rules allow it.
Connection = namedtuple("Connection", "source target ports by")
OUTSIDE = frozenset([INTERNET])


def connections(deployment):
    """What is open."""
    inner = ipaddress.ip_network(deployment.stacks["network"].parameters["VpcCidr"])
    groups = rules_of_groups(deployment)
    there = interfaces(deployment, groups)
    found = []
    for one in there:
        for group in sorted(one & set(groups)):
            for peer, *ports in groups[group].inward:
                if _outside(peer, inner):
                    found.append(Connection(OUTSIDE, one, tuple(ports), (INTERNET, group)))
            for peer, *ports in groups[group].outward:
                if _outside(peer, inner):
                    found.append(Connection(one, OUTSIDE, tuple(ports), (group, INTERNET)))
                for other in there:
                    if _covers(peer, other, inner):
                        found += _let_in(groups, one, other, group, tuple(ports), inner)
    return list(dict.fromkeys(found))


def _let_in(groups, one, other, group, ports, inner):
    for target in sorted(other & set(groups)):
        for source, *theirs in groups[target].inward:
            common = _common(ports, tuple(theirs))
            if common and _covers(source, one, inner):
                yield Connection(one, other, common, (group, target))
