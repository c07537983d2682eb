"""Security groups, looked at as a graph: what is needed is open, and nothing else is."""

import ipaddress

from model.reaching import INTERNET, connections, interfaces, rules_of_groups
from model.wanting import wanted
from rules.book import rule


def _inside(ports, wider):
    return wider[0] in (ports[0], "-1") and wider[1] <= ports[1] and ports[2] <= wider[2]


def _shown(source, target, ports):
    range_ = str(ports[1]) if ports[1] == ports[2] else f"{ports[1]}-{ports[2]}"
    return f"{source.split('/')[-1]} -> {target.split('/')[-1]} by {ports[0]} {range_}"


def _missing(deployment, kind):
    open_ = connections(deployment)
    everybody = {end for connection in open_ for end in (connection.source, connection.target)}
    everybody |= set(interfaces(deployment, rules_of_groups(deployment)))
    for need in wanted(deployment):
        for source in everybody if need.kind == kind else []:
            for target in everybody:
                if need.source not in source or need.target not in target:
                    continue
                ports = [one.ports for one in open_ if (one.source, one.target) == (source, target)]
                if not any(_inside(need.ports, wider) for wider in ports):
                    yield deployment.strategy, f"{_shown(need.source, need.target, need.ports)} is closed"


@rule("reach-public", "People reach the portal's load balancer at each of its listeners.")
def public(deployment):
    yield from _missing(deployment, "internet")


@rule("reach-targets", "Requests and health checks get from a load balancer to its targets.")
def targets(deployment):
    yield from _missing(deployment, "targets")


@rule("reach-backends", "The portal reaches every backend, or its load balancer, at the port that it asks.")
def backends(deployment):
    yield from _missing(deployment, "portal")


@rule("reach-outside", "Tasks reach the outside by HTTPS: images, logs, keys, providers of data.")
def outside(deployment):
    yield from _missing(deployment, "outside")


@rule("reach-nothing-else", "What nobody needs is a way for somebody else.")
def nothing_else(deployment):
    needed = wanted(deployment)
    for one in connections(deployment):
        public = [need for need in needed if need.kind == "internet" and need.target in one.target]
        # Who may come from outside is a rule of its own.
        if INTERNET in one.source and not public:
            continue
        # What is open to the internet is open to anybody.
        asked = [need for need in needed if need.source in one.source and need.target in one.target] + public
        if not any(_inside(one.ports, need.ports) for need in asked):
            yield deployment.strategy, f"{_shown(*one.by, one.ports)} is open, and nobody needs it"


@rule("group-open", "Groups let groups in, and not addresses, which anybody may have; the public load balancer has to.")
def open_to_addresses(deployment):
    groups = rules_of_groups(deployment)
    for name, rules in groups.items():
        for peer, protocol, first, last in rules.inward:
            if peer not in groups and name != "cluster/PortalLoadBalancerSecurityGroup":
                yield name.replace("/", ": "), f"it lets {peer} in, at {protocol} {first}-{last}"


@rule("group-described", "Whoever looks at a rule in the console learns what it is for.")
def described(deployment):
    for group in deployment.of_type("AWS::EC2::SecurityGroup"):
        for side in ("SecurityGroupIngress", "SecurityGroupEgress"):
            for entry in group.get(side, default=[]):
                if not entry.get("Description"):
                    yield group.place, f"a rule of {side} has no Description"
    for entry in deployment.of_type("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
        if not entry.get("Description"):
            yield entry.place, "it has no Description"


@rule("network-private", "What is in a private subnet has no way in from outside, and no public address.")
def private(deployment):
    routes = deployment.of_type("AWS::EC2::Route")
    for association in deployment.of_type("AWS::EC2::SubnetRouteTableAssociation"):
        subnet = deployment.find(association.get("SubnetId"))
        if subnet is None or not subnet.name.startswith("Private"):
            continue
        for route in routes:
            if route.get("RouteTableId") == association.get("RouteTableId") and route.get("GatewayId"):
                yield subnet.place, f"{route.name} leads to an internet gateway"
    for subnet in deployment.of_type("AWS::EC2::Subnet"):
        if subnet.get("MapPublicIpOnLaunch"):
            yield subnet.place, "MapPublicIpOnLaunch is true"


@rule("network-dns", "Private zones are answered only where both of the network's DNS settings are on.")
def dns(deployment):
    for network in deployment.of_type("AWS::EC2::VPC"):
        for key in ("EnableDnsSupport", "EnableDnsHostnames"):
            if network.get(key) is not True:
                yield network.place, f"{key} is not true"


@rule("network-zones", "Two subnets of a kind are in two zones, and do not overlap.")
def zones(deployment):
    subnets = deployment.of_type("AWS::EC2::Subnet")
    ranges = [(subnet, ipaddress.ip_network(subnet.get("CidrBlock"))) for subnet in subnets]
    whole = ipaddress.ip_network(deployment.stacks["network"].parameters["VpcCidr"])
    for index, (subnet, range_) in enumerate(ranges):
        if not range_.subnet_of(whole):
            yield subnet.place, f"{range_} is not within {whole}"
        for other, theirs in ranges[:index]:
            if range_.overlaps(theirs):
                yield subnet.place, f"{range_} overlaps {other.name}"
            if subnet.name[:-1] == other.name[:-1] and subnet.get("AvailabilityZone") == other.get("AvailabilityZone"):
                yield subnet.place, f"it is in the zone of {other.name}"
