"""Who can open a connection to whom, by security groups: a graph from what templates say.

A connection is possible where the one side lets it out and the other lets it in. Names of groups are ids of resources;
"internet" is everything outside of the network. DNS, metadata and credentials pass security groups anyway.
"""

import ipaddress

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


def _covers(peer, other, inner):
    """Whether a rule about `peer` is about the group `other`, which is within the network `inner`."""
    if peer == other:
        return True
    if other == INTERNET:
        return "/" in str(peer) and _is_range(peer) and not ipaddress.ip_network(peer).subnet_of(inner)
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


def connections(deployment):
    """(from, to) -> the protocols and ports that are open."""
    inner = ipaddress.ip_network(deployment.stacks["network"].parameters["VpcCidr"])
    groups = rules_of_groups(deployment)
    edges = {}

    def add(source, target, ports):
        if ports and ports not in edges.setdefault((source, target), []):
            edges[source, target].append(ports)

    for name, rules in groups.items():
        for peer, *ports in rules.inward:
            if _covers(peer, INTERNET, inner):
                add(INTERNET, name, tuple(ports))
        for peer, *ports in rules.outward:
            if _covers(peer, INTERNET, inner):
                add(name, INTERNET, tuple(ports))
            for target, theirs in groups.items():
                if not _covers(peer, target, inner):
                    continue
                for source, *let_in in theirs.inward:
                    if _covers(source, name, inner):
                        add(name, target, _common(tuple(ports), tuple(let_in)))
    return {pair: ports for pair, ports in edges.items() if ports}
