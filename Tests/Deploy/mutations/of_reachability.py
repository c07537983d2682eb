from mutations.book import mutation

CERTIFICATE = "arn:aws:acm:eu-west-1:210987654321:certificate/1"


def ingress(group, port, **peer):
    properties = {
        "GroupId": {"Ref": group},
        "Description": "test",
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
    }
    return {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {**properties, **peer}}


@mutation("reach-public", CertificateArn=CERTIFICATE)
def no_https(good):
    del good.resources("cluster")["PortalLoadBalancerHttpsIngress"]


@mutation("reach-targets")
def health_checks_stay_out(good):
    del good.resources()["BackendIngress"]
    for name in ("StockPrice", "Weather", "Twitch", "Goodreads"):
        good.resources()[f"{name}Service"]["DependsOn"].remove("BackendIngress")


@mutation("reach-targets")
def balancer_lets_nothing_out(good):
    good.of("BackendLoadBalancerSecurityGroup")["SecurityGroupEgress"] = []


@mutation("reach-backends")
def balancer_lets_nobody_in(good):
    del good.resources()["BackendLoadBalancerIngress"]


@mutation("reach-backends", strategy="cloudmap")
def backends_let_nobody_in(good):
    del good.resources()["BackendIngress"]


@mutation("reach-outside")
def no_images(good):
    good.of("BackendSecurityGroup")["SecurityGroupEgress"] = []


@mutation("reach-nothing-else")
def past_the_balancer(good):
    good.of("PortalSecurityGroup")["SecurityGroupEgress"].append(
        {"Description": "test", "IpProtocol": "tcp", "FromPort": 4567, "ToPort": 4567, "CidrIp": "10.20.0.0/16"}
    )
    good.resources()["Shortcut"] = ingress(
        "BackendSecurityGroup", 4567, SourceSecurityGroupId={"Ref": "PortalSecurityGroup"}
    )


@mutation("reach-nothing-else")
def backends_among_each_other(good):
    good.resources()["Shortcut"] = ingress(
        "BackendSecurityGroup", 443, SourceSecurityGroupId={"Ref": "BackendSecurityGroup"}
    )


@mutation("reach-nothing-else")
def out_by_any_port(good):
    good.of("BackendSecurityGroup")["SecurityGroupEgress"][0].update(FromPort=0, ToPort=65535)


@mutation("reach-nothing-else")
def one_port_more_for_everybody(good):
    good.resources("cluster")["More"] = ingress("PortalLoadBalancerSecurityGroup", 8080, CidrIp="0.0.0.0/0")


@mutation("group-open")
def backend_for_everybody(good):
    good.resources()["More"] = ingress("BackendSecurityGroup", 22, CidrIp="0.0.0.0/0")


@mutation("group-open")
def backend_for_the_network(good):
    good.resources()["More"] = ingress("BackendSecurityGroup", 8080, CidrIp="10.20.0.0/16")


@mutation("group-described")
def silent_rule(good):
    del good.of("BackendIngress")["Description"]


@mutation("group-described")
def silent_rule_within(good):
    del good.of("PortalSecurityGroup")["SecurityGroupIngress"][0]["Description"]


@mutation("reach-nothing-else")
def everything_out_by_default(good):
    good.resources()["SpareSecurityGroup"] = {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {
            "GroupDescription": "test",
            "VpcId": {"Ref": "VpcId"},
            "Tags": [{"Key": "found-by-name", "Value": {"Ref": "AWS::StackName"}}],
        },
    }


@mutation("network-private")
def way_in(good):
    route = good.of("PrivateRoute1", "network")
    del route["NatGatewayId"]
    route["GatewayId"] = {"Ref": "InternetGateway"}


@mutation("network-private")
def public_addresses(good):
    good.of("PrivateSubnet1", "network")["MapPublicIpOnLaunch"] = True


@mutation("network-dns")
def no_names(good):
    good.of("Vpc", "network")["EnableDnsHostnames"] = False


@mutation("network-zones")
def one_zone(good):
    good.of("PrivateSubnet2", "network")["AvailabilityZone"] = good.of("PrivateSubnet1", "network")["AvailabilityZone"]


@mutation("network-zones")
def overlap(good):
    good.body("network")["Parameters"]["PrivateSubnet2Cidr"]["Default"] = "10.20.16.0/24"


@mutation("reach-nothing-else", strategy="consul")
def by_a_group_that_all_machines_are_in(good):
    """The one group lets it out, the other names a third that the machine is in as well."""
    machines = good.resources("consul-machines")
    machines["Shortcut"] = ingress("BackendSecurityGroup", 443, SourceSecurityGroupId={"Ref": "PortalSecurityGroup"})


@mutation("network-zones")
def beyond_the_network(good):
    good.body("network")["Parameters"]["PrivateSubnet2Cidr"]["Default"] = "10.21.0.0/20"
