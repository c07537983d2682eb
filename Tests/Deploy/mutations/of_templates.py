from mutations.book import mutation


@mutation("template-size")
def too_large(good):
    good.template().size = 51201


@mutation("template-tags")
def untagged(good):
    del good.of("DeadLetterQueue")["Tags"]


@mutation("template-tags")
def another_stacks(good):
    good.of("Vpc", "network")["Tags"][0]["Value"] = "found-by-name"


@mutation("template-outputs")
def missing_output(good):
    del good.body()["Outputs"]["RegistrarRuleName"]


@mutation("template-ids")
def renamed(good):
    resources = good.resources()
    resources["FrontSecurityGroup"] = resources.pop("PortalSecurityGroup")
    body = good.body()
    for name, part in body.items():
        body[name] = _renamed(part, "PortalSecurityGroup", "FrontSecurityGroup")


def _renamed(node, old, new):
    if isinstance(node, dict):
        return {key: _renamed(part, old, new) for key, part in node.items()}
    if isinstance(node, list):
        return [_renamed(part, old, new) for part in node]
    return new if node == old else node


@mutation("template-parameters")
def another_default(good):
    good.body()["Parameters"]["LogRetentionDays"]["Default"] = 7


@mutation("template-spelling")
def another_spelling(good):
    good.body()["Parameters"]["KeysSecretARN"] = good.body()["Parameters"]["AlarmTopicArn"]


@mutation("template-defaults")
def default_of_an_output(good):
    good.body()["Parameters"]["ClusterName"]["Default"] = "default"


@mutation("template-defaults", Answer=42)
def asks(good):
    good.body()["Parameters"]["Answer"] = {"Type": "Number", "Description": "test"}


@mutation("template-descriptions")
def riddle(good):
    del good.body()["Parameters"]["Debug"]["Description"]


@mutation("template-patterns")
def default_refused(good):
    good.body()["Parameters"]["ZoneName"]["Default"] = "Internal"


@mutation("template-exports")
def exported(good):
    good.body()["Outputs"]["ZoneName"]["Export"] = {"Name": "zone"}


@mutation("template-nested")
def nested(good):
    good.resources()["Inner"] = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {
            "TemplateURL": "https://example.com/template",
            "Tags": [{"Key": "found-by-name", "Value": {"Ref": "AWS::StackName"}}],
        },
    }


@mutation("template-retained")
def retained(good):
    good.resources("cluster")["LogGroup"]["DeletionPolicy"] = "Retain"


@mutation("template-retained")
def unsaid(good):
    del good.resources("cluster")["LogGroup"]["DeletionPolicy"]


@mutation("template-places")
def one_partition(good):
    good.statement("RegistrarRole", "ReadServices")["Resource"] = "arn:aws:ecs:eu-west-1:210987654321:service/other/*"


@mutation("template-cidr")
def computed(good):
    good.of("PrivateSubnet1", "network")["Tags"].append(
        {"Key": "Ranges", "Value": {"Fn::If": ["GatewayPerZone", {"Fn::Cidr": ["10.0.0.0/16", 1, 8]}, "none"]}}
    )


@mutation("template-patterns")
def refused_without_a_word(good):
    del good.body()["Parameters"]["ZoneName"]["ConstraintDescription"]


@mutation("template-exports")
def imported(good):
    good.body()["Outputs"]["ZoneName"]["Value"] = {"Fn::ImportValue": "zone"}


@mutation("template-rendered")
def refers_to_nothing(good):
    good.of("WeatherService")["TaskDefinition"] = {"Ref": "WetherTask"}


@mutation("template-rendered")
def refers_to_what_is_not_made(good):
    good.of("WeatherService")["TaskDefinition"] = {"Ref": "DebugPolicy"}


@mutation("template-rendered")
def unknown_condition(good):
    good.resources()["WeatherService"]["Condition"] = "Sunny"


@mutation("template-rendered", strategy="cloudmap", RecordTtl="30")
def one_value_without_a_mapping(good):
    del good.body()["Mappings"]["Drain"]["30"]
