"""All that is in the account, as lines that can be compared."""

from moto.ecs.models import ecs_backends


def running(world, cluster):
    """The services that are there: moto lists those that were deleted, too."""
    ecs = world.client("ecs")
    arns = ecs.list_services(cluster=cluster)["serviceArns"]
    described = ecs.describe_services(cluster=cluster, services=arns)["services"] if arns else []
    return [service["serviceArn"] for service in described if service["status"] != "INACTIVE"]


def inventory(world):
    """A set of lines, each with its kind and what it is."""
    found = set()

    def add(kind, names):
        found.update(f"{kind} {name}" for name in names)

    def of(service, operation, key, name=lambda item: item, **arguments):
        return [name(item) for item in getattr(world.client(service), operation)(**arguments)[key]]

    def field(key):
        return lambda item: item[key]

    add("network", of("ec2", "describe_vpcs", "Vpcs", field("VpcId")))
    add("subnet", of("ec2", "describe_subnets", "Subnets", field("SubnetId")))
    add("internet gateway", of("ec2", "describe_internet_gateways", "InternetGateways", field("InternetGatewayId")))
    add("NAT gateway", [
        gateway["NatGatewayId"] for gateway in world.client("ec2").describe_nat_gateways()["NatGateways"]
        if gateway["State"] != "deleted"])
    add("address", of("ec2", "describe_addresses", "Addresses", field("AllocationId")))
    add("route table", of("ec2", "describe_route_tables", "RouteTables", field("RouteTableId")))
    add("security group", [
        f"{group['GroupId']} {len(group['IpPermissions'])} in, {len(group['IpPermissionsEgress'])} out"
        for group in world.client("ec2").describe_security_groups()["SecurityGroups"]])
    add("endpoint", [
        endpoint["VpcEndpointId"] for endpoint in world.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
        if endpoint["State"] != "deleted"])
    add("launch template", of("ec2", "describe_launch_templates", "LaunchTemplates", field("LaunchTemplateName")))
    add("machine", [
        instance["InstanceId"] for reservation in world.client("ec2").describe_instances()["Reservations"]
        for instance in reservation["Instances"] if instance["State"]["Name"] != "terminated"])
    add("auto scaling group", of("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups", field("AutoScalingGroupName")))
    add("load balancer", of("elbv2", "describe_load_balancers", "LoadBalancers", field("LoadBalancerName")))
    add("target group", of("elbv2", "describe_target_groups", "TargetGroups", field("TargetGroupName")))
    ecs = world.client("ecs")
    clusters = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"]
    for cluster in clusters:
        if cluster["status"] == "ACTIVE":
            add("cluster", [cluster["clusterName"]])
            add("ECS service", running(world, cluster["clusterName"]))
    for status in ("ACTIVE", "INACTIVE"):
        add(f"task definition {status}", ecs.list_task_definitions(status=status)["taskDefinitionArns"])
    # Which moto lists by name only.
    add("capacity provider", ecs_backends[world.account][world.region].capacity_providers)
    route53 = world.client("route53")
    for zone in route53.list_hosted_zones()["HostedZones"]:
        # Cloud Map's are listed with it.
        add("zone", [f"{zone['Id']} {zone['Name']}"])
        for record in route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]:
            add("record", [f"{zone['Id']} {record['Name']} {record['Type']} {record.get('ResourceRecords')}"])
    discovery = world.client("servicediscovery")
    add("namespace", of("servicediscovery", "list_namespaces", "Namespaces", field("Id")))
    for service in discovery.list_services()["Services"]:
        add("discovery service", [service["Id"]])
        add("instance", of("servicediscovery", "list_instances", "Instances", field("Id"), ServiceId=service["Id"]))
    add("function", of("lambda", "list_functions", "Functions", field("FunctionName")))
    add("rule", of("events", "list_rules", "Rules", lambda rule: f"{rule['Name']} {rule['State']}"))
    add("queue", world.client("sqs").list_queues().get("QueueUrls", []))
    add("log group", of("logs", "describe_log_groups", "logGroups", field("logGroupName")))
    add("role", of("iam", "list_roles", "Roles", field("RoleName")))
    add("instance profile", of("iam", "list_instance_profiles", "InstanceProfiles", field("InstanceProfileName")))
    add("alarm", of("cloudwatch", "describe_alarms", "MetricAlarms", field("AlarmName")))
    add("secret", of("secretsmanager", "list_secrets", "SecretList", field("Name")))
    for repository in of("ecr", "describe_repositories", "repositories", field("repositoryName")):
        add("image", [
            f"{repository} {image['imageTags']}" for image in
            world.client("ecr").describe_images(repositoryName=repository)["imageDetails"]])
    add("stack", [f"{stack.name} {stack.status}" for stack in world.stacks.stacks if stack.status != "DELETE_COMPLETE"])
    return found
