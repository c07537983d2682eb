"""ECS and Cloud Map, and what ECS does by itself once a service is there: it runs tasks, tells load balancers and Cloud Map
of them, and takes that back when the service goes. moto runs no tasks."""

from moto.ecs.models import ecs_backends

from inventory import running
from kinds import Made, fitted, kind
from template import Failure


@kind("AWS::ECS::Cluster")
def cluster(r):
    name = r.take("ClusterName") or r.name(255)
    arn = r.call("ecs", "create_cluster", {"ClusterSettings": "settings"}, clusterName=name, tags=lowered(r.tags()))["cluster"]["clusterArn"]

    def delete():
        left = running(r.world, name)
        if left:
            raise Failure(f"The Cluster cannot be deleted while Services are active: {left}")
        machines = r.api("ecs").list_container_instances(cluster=name)["containerInstanceArns"]
        if machines:
            raise Failure(f"The Cluster cannot be deleted while Container Instances are active or draining: {machines}")
        r.api("ecs").delete_cluster(cluster=name)

    return Made(name, {"Arn": arn}, delete)


@kind("AWS::ECS::CapacityProvider")
def capacity_provider(r):
    name = r.take("Name") or r.name(255)
    r.call("ecs", "create_capacity_provider", name=name, tags=lowered(r.tags()))

    def delete():
        for found in r.api("ecs").describe_clusters(clusters=r.api("ecs").list_clusters()["clusterArns"])["clusters"]:
            if name in found.get("capacityProviders", []):
                raise Failure(f"The specified capacity provider is in use and cannot be removed: {found['clusterName']}")
        r.api("ecs").delete_capacity_provider(capacityProvider=name)

    return Made(name, None, delete)


@kind("AWS::ECS::ClusterCapacityProviderAssociations")
def association(r):
    name = r.properties["Cluster"]
    r.call("ecs", "put_cluster_capacity_providers")
    return Made(
        name, None,
        lambda: r.api("ecs").put_cluster_capacity_providers(cluster=name, capacityProviders=[], defaultCapacityProviderStrategy=[]))


@kind("AWS::ECS::TaskDefinition")
def task_definition(r):
    family = r.take("Family") or r.name(255)
    arn = r.call("ecs", "register_task_definition", family=family, tags=lowered(r.tags()))["taskDefinition"]["taskDefinitionArn"]
    return Made(arn, {"TaskDefinitionArn": arn}, lambda: r.api("ecs").deregister_task_definition(taskDefinition=arn))


@kind("AWS::ECS::Service")
def service(r):
    ecs = r.api("ecs")
    name = r.take("ServiceName") or r.name(255)
    daemon = r.properties.get("SchedulingStrategy") == "DAEMON"
    wanted = dict(r.properties)
    for balancer in wanted.get("LoadBalancers", []):
        group = r.api("elbv2").describe_target_groups(TargetGroupArns=[balancer["TargetGroupArn"]])["TargetGroups"][0]
        if not group["LoadBalancerArns"]:
            raise Failure(f"The target group {balancer['TargetGroupArn']} does not have an associated load balancer.")
    if daemon:
        r.properties["DesiredCount"] = 1
    made = r.call("ecs", "create_service", {"PlacementStrategies": "placementStrategy"}, serviceName=name, tags=lowered(r.tags()))["service"]
    play = Play(r, wanted["Cluster"], name, wanted)
    try:
        play.run(wanted["TaskDefinition"], made["desiredCount"])
    except Failure:
        play.stop()
        raise

    def update(properties):
        changed = fitted(
            ecs.meta.service_model.operation_model("UpdateService").input_shape,
            {key: value for key, value in properties.items() if key in ("TaskDefinition", "DesiredCount")}, r.type)
        ecs.update_service(cluster=wanted["Cluster"], service=name, **changed)
        play.run(properties["TaskDefinition"], changed.get("desiredCount", 1))

    return Made(made["serviceArn"], {"Name": name, "ServiceArn": made["serviceArn"]}, play.stop, update)


class Play:
    """The tasks of a service: numbers and addresses, nothing runs."""

    def __init__(self, r, cluster, name, properties):
        self.r, self.cluster, self.name = r, cluster.split("/")[-1], name
        self.groups = [(item["TargetGroupArn"], int(item["ContainerPort"])) for item in properties.get("LoadBalancers", [])]
        self.registries = [item["RegistryArn"].split("/")[-1] for item in properties.get("ServiceRegistries", [])]
        self.addresses = []

    def run(self, definition, count):
        described = self.r.api("ecs").describe_task_definition(taskDefinition=definition)["taskDefinition"]
        for container in described["containerDefinitions"]:
            if not self.r.world.starts(container["image"]):
                self.r.world.stopped_tasks.append({
                    "taskArn": f"arn:aws:ecs:{self.r.world.region}:{self.r.world.account}:task/{self.cluster}/1", "group": f"service:{self.name}",
                    "stoppedReason": "Essential container in task exited", "containers": [{"reason": "exec format error"}]})
                raise Failure(
                    "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'. "
                    f"(tasks of {self.name} do not start: {container['image']})")
        self.forget()
        self.addresses = [self.r.world.next_address() for _ in range(count)]
        self.tell(described.get("networkMode"))
        self.count(count)

    def count(self, count):
        backend = ecs_backends[self.r.world.account][self.r.world.region]
        service = backend.describe_services(self.cluster, [self.name])[0][0]
        service.running_count, service.pending_count = count, 0
        for deployment in service.deployments:
            deployment.update(runningCount=count, pendingCount=0, rolloutState="COMPLETED")
        del service.deployments[1:]

    def tell(self, mode):
        for group, port in self.groups:
            kind = self.r.api("elbv2").describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]["TargetType"]
            if (kind == "ip") != (mode == "awsvpc"):
                raise Failure(f"The provided target group {group} has target type {kind}, which is incompatible with the {mode} network mode.")
            targets = [{"Id": address, "Port": port} for address in self.addresses]
            if kind == "instance":
                targets = self.r.world.instance_targets(len(self.addresses))
            self.r.api("elbv2").register_targets(TargetGroupArn=group, Targets=targets)
        for registry in self.registries:
            for address in self.addresses:
                self.r.api("servicediscovery").register_instance(
                    ServiceId=registry, InstanceId="task-" + address.replace(".", "-"),
                    Attributes={"AWS_INSTANCE_IPV4": address, "AWS_INSTANCE_PORT": "4567", "AWS_INIT_HEALTH_STATUS": "HEALTHY",
                                "ECS_SERVICE_NAME": self.name, "ECS_CLUSTER_NAME": self.cluster})

    def forget(self):
        for group, _ in self.groups:
            found = self.r.api("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
            if found:
                self.r.api("elbv2").deregister_targets(TargetGroupArn=group, Targets=[item["Target"] for item in found])
        for registry in self.registries:
            for instance in self.r.api("servicediscovery").list_instances(ServiceId=registry)["Instances"]:
                if instance["Id"] not in self.r.world.left_behind:
                    self.r.api("servicediscovery").deregister_instance(ServiceId=registry, InstanceId=instance["Id"])

    def stop(self):
        self.forget()
        self.r.api("ecs").delete_service(cluster=self.cluster, service=self.name, force=True)


def lowered(tags):
    return [{"key": tag["Key"], "value": tag["Value"]} for tag in tags]


@kind("AWS::ServiceDiscovery::PrivateDnsNamespace")
def namespace(r):
    client = r.api("servicediscovery")
    before = {item["Id"] for item in client.list_namespaces()["Namespaces"]}
    r.call("servicediscovery", "create_private_dns_namespace", CreatorRequestId=r.name(), Tags=r.tags())
    made, = (item for item in client.list_namespaces()["Namespaces"] if item["Id"] not in before)

    def delete():
        left = client.list_services(Filters=[{"Name": "NAMESPACE_ID", "Values": [made["Id"]]}])["Services"]
        if left:
            raise Failure("The namespace has services and cannot be deleted. (ResourceInUse)")
        zone = client.get_namespace(Id=made["Id"])["Namespace"]["Properties"]["DnsProperties"]["HostedZoneId"]
        client.delete_namespace(Id=made["Id"])
        # Cloud Map deletes the zone that it made; moto leaves it.
        r.api("route53").delete_hosted_zone(Id=zone)

    return Made(made["Id"], {"Id": made["Id"], "Arn": made["Arn"]}, delete)


@kind("AWS::ServiceDiscovery::Service")
def discovery_service(r):
    client = r.api("servicediscovery")
    attributes = r.take("ServiceAttributes")
    made = r.call("servicediscovery", "create_service", CreatorRequestId=r.name(), Tags=r.tags())["Service"]
    if attributes is not None:
        r.world.service_attributes[made["Id"]] = attributes

    def delete():
        if client.list_instances(ServiceId=made["Id"])["Instances"]:
            raise Failure("Service contains registered instances; delete the instances before deleting the service (ResourceInUse)")
        client.delete_service(Id=made["Id"])

    return Made(made["Id"], {"Id": made["Id"], "Arn": made["Arn"], "Name": made["Name"]}, delete, lambda properties: None)
