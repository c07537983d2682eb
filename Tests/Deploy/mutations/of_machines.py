from mutations.book import mutation

LAYER = "consul-machines"


def data(good, kind):
    return good.of(f"{kind}Template", LAYER)["LaunchTemplateData"]


@mutation("machine-metadata", "consul")
def version_one(good):
    data(good, "Portal")["MetadataOptions"]["HttpTokens"] = "optional"


@mutation("machine-metadata", "consul")
def a_hop_further(good):
    data(good, "Backend")["MetadataOptions"]["HttpPutResponseHopLimit"] = 2


@mutation("machine-disk", "consul")
def readable(good):
    data(good, "Server")["BlockDeviceMappings"][0]["Ebs"]["Encrypted"] = False


@mutation("machine-shell", "consul")
def key_pair(good):
    data(good, "Server")["KeyName"] = "mine"


@mutation("machine-public", "consul")
def elsewhere(good):
    good.of("PortalGroup", LAYER)["VPCZoneIdentifier"] = ["subnet-of-somebody"]


@mutation("machine-draining", "consul")
def not_drained(good):
    del good.of("BackendCapacity", LAYER)["AutoScalingGroupProvider"]["ManagedDraining"]


@mutation("machine-draining", "consul")
def protected(good):
    good.of("PortalCapacity", LAYER)["AutoScalingGroupProvider"]["ManagedTerminationProtection"] = "ENABLED"


@mutation("machine-capacity", "consul")
def forgotten(good):
    good.of("ClusterCapacity", LAYER)["CapacityProviders"].pop(0)


@mutation("machine-capacity", "consul")
def two_lists(good):
    good.of("Cluster", "cluster")["CapacityProviders"] = ["FARGATE"]


@mutation("machine-ports", "consul")
def one_port(good):
    good.container("Weather")["PortMappings"][0]["HostPort"] = 4567


@mutation("machine-spread", "consul")
def all_on_one(good):
    good.of("WeatherService")["PlacementStrategies"] = [{"Type": "binpack", "Field": "memory"}]


@mutation("machine-kinds", "consul")
def no_such_machines(good):
    good.of("ConsulServerService", LAYER)["PlacementConstraints"][0]["Expression"] = (
        "attribute:found-by-name.kind == consul"
    )


@mutation("consul-addresses", "consul")
def the_bridge_of_2015(good):
    good.setting("Portal", "DISCOVERY_DNS_SERVER")["Value"] = "172.17.42.1:8600"


@mutation("consul-registration", "consul", Registration="registrator")
def registered_twice(good):
    entries = good.container("Weather")["Environment"]
    entries.append({"Name": "REGISTRATION", "Value": "consul://172.17.0.1:8500"})


@mutation("consul-registration", "consul")
def another_name(good):
    good.setting("Weather", "SERVICE_4567_NAME")["Value"] = "weatherapp"


@mutation("consul-members", "consul")
def servers_alone(good):
    tags = good.of("BackendGroup", LAYER)["Tags"]
    good.of("BackendGroup", LAYER)["Tags"] = [entry for entry in tags if entry["Key"] != "found-by-name-consul"]


@mutation("consul-servers", "consul", ServerCount="3")
def one_too_few(good):
    good.of("ServerGroup", LAYER)["MinSize"] = 2
