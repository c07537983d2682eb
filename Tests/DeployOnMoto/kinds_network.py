"""EC2's network, load balancers, and machines."""

import base64

from kinds import KINDS, Made, Request, kind
from template import Failure, text_of


@kind("AWS::EC2::VPC")
def vpc(r):
    settings = {name: r.take(name) for name in ("EnableDnsSupport", "EnableDnsHostnames")}
    made = r.call("ec2", "create_vpc", TagSpecifications=r.ec2_tags("vpc"))["Vpc"]
    id = made["VpcId"]
    for name, value in settings.items():
        if value is not None:
            r.api("ec2").modify_vpc_attribute(VpcId=id, **{name: {"Value": text_of(value) == "true"}})
    groups = r.api("ec2").describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [id]}])["SecurityGroups"]
    return Made(
        id, {"VpcId": id, "CidrBlock": made["CidrBlock"], "DefaultSecurityGroup": groups[0]["GroupId"]},
        lambda: r.api("ec2").delete_vpc(VpcId=id))


@kind("AWS::EC2::InternetGateway")
def internet_gateway(r):
    id = r.call("ec2", "create_internet_gateway", TagSpecifications=r.ec2_tags("internet-gateway"))["InternetGateway"]["InternetGatewayId"]
    return Made(id, {"InternetGatewayId": id}, lambda: r.api("ec2").delete_internet_gateway(InternetGatewayId=id))


@kind("AWS::EC2::VPCGatewayAttachment")
def attachment(r):
    both = dict(r.properties)
    r.call("ec2", "attach_internet_gateway")
    return Made(r.name(), None, lambda: r.api("ec2").detach_internet_gateway(**both))


@kind("AWS::EC2::Subnet")
def subnet(r):
    public = r.take("MapPublicIpOnLaunch")
    id = r.call("ec2", "create_subnet", TagSpecifications=r.ec2_tags("subnet"))["Subnet"]["SubnetId"]
    if public is not None:
        r.api("ec2").modify_subnet_attribute(SubnetId=id, MapPublicIpOnLaunch={"Value": text_of(public) == "true"})
    return Made(id, {"SubnetId": id}, lambda: r.api("ec2").delete_subnet(SubnetId=id))


@kind("AWS::EC2::RouteTable")
def route_table(r):
    id = r.call("ec2", "create_route_table", TagSpecifications=r.ec2_tags("route-table"))["RouteTable"]["RouteTableId"]
    return Made(id, {"RouteTableId": id}, lambda: r.api("ec2").delete_route_table(RouteTableId=id))


@kind("AWS::EC2::Route")
def route(r):
    table, block = r.properties["RouteTableId"], r.properties["DestinationCidrBlock"]
    r.call("ec2", "create_route")
    return Made(f"{table}|{block}", None, lambda: r.api("ec2").delete_route(RouteTableId=table, DestinationCidrBlock=block))


@kind("AWS::EC2::SubnetRouteTableAssociation")
def association(r):
    id = r.call("ec2", "associate_route_table")["AssociationId"]
    return Made(id, {"Id": id}, lambda: r.api("ec2").disassociate_route_table(AssociationId=id))


@kind("AWS::EC2::EIP")
def address(r):
    made = r.call("ec2", "allocate_address", TagSpecifications=r.ec2_tags("elastic-ip"))
    id = made["AllocationId"]

    def release():
        found = r.api("ec2").describe_addresses(AllocationIds=[id])["Addresses"][0]
        if "AssociationId" in found:
            r.api("ec2").disassociate_address(AssociationId=found["AssociationId"])
        r.api("ec2").release_address(AllocationId=id)

    return Made(made["PublicIp"], {"AllocationId": id, "PublicIp": made["PublicIp"]}, release)


@kind("AWS::EC2::NatGateway")
def nat_gateway(r):
    id = r.call("ec2", "create_nat_gateway", TagSpecifications=r.ec2_tags("natgateway"))["NatGateway"]["NatGatewayId"]
    return Made(id, {"NatGatewayId": id}, lambda: r.api("ec2").delete_nat_gateway(NatGatewayId=id))


@kind("AWS::EC2::VPCEndpoint")
def endpoint(r):
    made = r.call("ec2", "create_vpc_endpoint", TagSpecifications=r.ec2_tags("vpc-endpoint"))["VpcEndpoint"]
    id = made["VpcEndpointId"]
    return Made(id, {"Id": id}, lambda: r.api("ec2").delete_vpc_endpoints(VpcEndpointIds=[id]))


@kind("AWS::EC2::SecurityGroup")
def security_group(r):
    rules = {name: r.take(name) for name in ("SecurityGroupIngress", "SecurityGroupEgress")}
    name = r.take("GroupName") or r.name(255)
    id = r.call(
        "ec2", "create_security_group", {"GroupDescription": "Description"}, GroupName=name,
        TagSpecifications=r.ec2_tags("security-group"))["GroupId"]
    if rules["SecurityGroupEgress"] is not None:
        anything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        r.api("ec2").revoke_security_group_egress(GroupId=id, IpPermissions=[anything])
    for rule in rules["SecurityGroupIngress"] or []:
        Request(r.world, r.stack, r.logical, "AWS::EC2::SecurityGroupIngress", {**rule, "GroupId": id}).make_now()
    for rule in rules["SecurityGroupEgress"] or []:
        Request(r.world, r.stack, r.logical, "AWS::EC2::SecurityGroupEgress", {**rule, "GroupId": id}).make_now()
    return Made(id, {"GroupId": id, "VpcId": None}, lambda: r.api("ec2").delete_security_group(GroupId=id))


def make_now(self):
    made = KINDS[self.type](self)
    if self.properties:
        raise Failure(f"Encountered unsupported property {sorted(self.properties)} ({self.type})")
    return made


Request.make_now = make_now


def rule(r, side, other):
    group = r.take("GroupId")
    permission = {key: r.properties.pop(key) for key in ("FromPort", "ToPort") if key in r.properties}
    permission = {key: int(value) for key, value in permission.items()}
    permission["IpProtocol"] = text_of(r.take("IpProtocol"))
    description = {"Description": r.take("Description")}
    if description["Description"] is None:
        description = {}
    if "CidrIp" in r.properties:
        permission["IpRanges"] = [{"CidrIp": r.take("CidrIp"), **description}]
    elif other in r.properties:
        permission["UserIdGroupPairs"] = [{"GroupId": r.take(other), **description}]
    elif "SourcePrefixListId" in r.properties or "DestinationPrefixListId" in r.properties:
        name = "SourcePrefixListId" if "SourcePrefixListId" in r.properties else "DestinationPrefixListId"
        permission["PrefixListIds"] = [{"PrefixListId": r.take(name), **description}]
    else:
        raise Failure(f"a rule without a source or destination ({r.type})")
    client = r.api("ec2")
    getattr(client, f"authorize_security_group_{side}")(GroupId=group, IpPermissions=[permission])

    def revoke():
        getattr(client, f"revoke_security_group_{side}")(GroupId=group, IpPermissions=[permission])

    return Made(r.name(), {"Id": r.name()}, revoke)


@kind("AWS::EC2::SecurityGroupIngress")
def ingress(r):
    return rule(r, "ingress", "SourceSecurityGroupId")


@kind("AWS::EC2::SecurityGroupEgress")
def egress(r):
    return rule(r, "egress", "DestinationSecurityGroupId")


@kind("AWS::ElasticLoadBalancingV2::LoadBalancer")
def load_balancer(r):
    attributes = r.take("LoadBalancerAttributes", [])
    name = r.take("Name") or r.name(32)
    made = r.call("elbv2", "create_load_balancer", Name=name, Tags=r.tags())["LoadBalancers"][0]
    arn = made["LoadBalancerArn"]
    if attributes:
        pairs = [{"Key": item["Key"], "Value": text_of(item["Value"])} for item in attributes]
        r.api("elbv2").modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=pairs)
    return Made(
        arn, {
            "DNSName": made["DNSName"], "LoadBalancerArn": arn, "LoadBalancerName": name,
            "LoadBalancerFullName": arn.split(":loadbalancer/")[1], "CanonicalHostedZoneID": made.get("CanonicalHostedZoneId", "Z1"),
        }, lambda: r.api("elbv2").delete_load_balancer(LoadBalancerArn=arn))


@kind("AWS::ElasticLoadBalancingV2::TargetGroup")
def target_group(r):
    attributes = r.take("TargetGroupAttributes", [])
    name = r.take("Name") or r.name(32)
    arn = r.call("elbv2", "create_target_group", Name=name, Tags=r.tags())["TargetGroups"][0]["TargetGroupArn"]
    if attributes:
        pairs = [{"Key": item["Key"], "Value": text_of(item["Value"])} for item in attributes]
        r.api("elbv2").modify_target_group_attributes(TargetGroupArn=arn, Attributes=pairs)
    return Made(
        arn, {"TargetGroupArn": arn, "TargetGroupName": name, "TargetGroupFullName": arn.rsplit(":", 1)[1]},
        lambda: r.api("elbv2").delete_target_group(TargetGroupArn=arn))


@kind("AWS::ElasticLoadBalancingV2::Listener")
def listener(r):
    arn = r.call("elbv2", "create_listener")["Listeners"][0]["ListenerArn"]
    return Made(arn, {"ListenerArn": arn}, lambda: r.api("elbv2").delete_listener(ListenerArn=arn))


@kind("AWS::ElasticLoadBalancingV2::ListenerRule")
def listener_rule(r):
    arn = r.call("elbv2", "create_rule")["Rules"][0]["RuleArn"]
    return Made(arn, {"RuleArn": arn}, lambda: r.api("elbv2").delete_rule(RuleArn=arn))


@kind("AWS::EC2::LaunchTemplate")
def launch_template(r):
    data = r.properties["LaunchTemplateData"]
    if len(base64.b64decode(data.get("UserData", ""))) > 16384:
        raise Failure("User data is limited to 16384 bytes")
    name = r.take("LaunchTemplateName") or r.name(128)
    made = r.call("ec2", "create_launch_template", LaunchTemplateName=name)["LaunchTemplate"]
    id = made["LaunchTemplateId"]
    return Made(
        id, {"LaunchTemplateId": id, "LatestVersionNumber": "1", "DefaultVersionNumber": "1"},
        lambda: r.api("ec2").delete_launch_template(LaunchTemplateId=id))


@kind("AWS::AutoScaling::AutoScalingGroup")
def auto_scaling_group(r):
    name = r.take("AutoScalingGroupName") or r.name(255)
    subnets = ",".join(r.take("VPCZoneIdentifier"))
    tags = [{**tag, "ResourceId": name, "ResourceType": "auto-scaling-group"} for tag in r.take("Tags", [])]
    r.call("autoscaling", "create_auto_scaling_group", AutoScalingGroupName=name, VPCZoneIdentifier=subnets, Tags=tags)
    group = r.api("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]
    return Made(
        name, {"AutoScalingGroupARN": group["AutoScalingGroupARN"]},
        lambda: r.api("autoscaling").delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True))
