"""What all templates have alike. These rules look at templates as they are written."""

import re

from model.deployment import GIVEN, LAYERS
from rules.book import rule

# CloudFormation takes a template of this size in a call; a larger one needs a bucket first.
LARGEST = 51200

# Types that take no tags.
UNTAGGED = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::CloudFormation::WaitCondition",
    "AWS::CloudFormation::WaitConditionHandle",
    "AWS::EC2::Route",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::ECS::ClusterCapacityProviderAssociations",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "AWS::AutoScaling::LifecycleHook",
    "AWS::AutoScaling::ScalingPolicy",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::Logs::MetricFilter",
    "AWS::Route53::RecordSet",
    "AWS::S3::BucketPolicy",
    "AWS::SQS::QueuePolicy",
}
TAGS_PROPERTY = {"AWS::Route53::HostedZone": "HostedZoneTags"}

OUTPUTS = [f"{prefix}ServiceName" for prefix in ("Portal", "StockPrice", "Weather", "Twitch", "Goodreads")] + [
    "PortalUrl"
]
OUTPUTS_OF = {
    "network": ["VpcId", "VpcCidr", "PublicSubnet1", "PublicSubnet2", "PrivateSubnet1", "PrivateSubnet2"]
    + ["PublicSubnets", "PrivateSubnets"],
    "cluster": ["ClusterName", "ClusterArn", "LogGroupName", "ExecutionRoleArn", "PortalTargetGroupArn"]
    + ["PortalLoadBalancerSecurityGroup", "PortalUrl"],
    "consul": ["ConsulServiceName"],
    "route53": ["HostedZoneId", "ZoneName", "RegistrarFunctionName", "RegistrarRuleName", "RegistrarScheduleName"],
    "cloudmap": ["NamespaceId", "NamespaceName"]
    + [f"{prefix}DiscoveryServiceId" for prefix in ("StockPrice", "Weather", "Twitch", "Goodreads")],
}
OUTPUTS_OF["weave"] = OUTPUTS_OF["cloudmap"]

LOGICAL_IDS = [
    f"{prefix}{kind}"
    for kind in ("Task", "Service")
    for prefix in ("Portal", "StockPrice", "Weather", "Twitch", "Goodreads")
] + ["PortalSecurityGroup", "BackendSecurityGroup", "PortalTaskRole", "BackendTaskRole"]

SHARED = (
    "Architecture BackendCount Debug ImageRegistry ImageTag KeysInSecret KeysSecretArn LogLevel LogRetentionDays "
    "PortalCount Provider TempScale VpcId PublicSubnets PrivateSubnets ClusterName ClusterArn LogGroupName "
    "ExecutionRoleArn PortalTargetGroupArn PortalLoadBalancerSecurityGroup PortalUrl AlarmTopicArn"
).split()


def strings(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from strings(key)
            yield from strings(value)
    elif isinstance(node, list):
        for part in node:
            yield from strings(part)


def keys(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from keys(value)
    elif isinstance(node, list):
        for part in node:
            yield from keys(part)


@rule(
    "template-size",
    "A larger template cannot be sent in a call, and would need a bucket before there is anything.",
    "templates",
)
def size(templates):
    for template in templates:
        if template.size > LARGEST:
            yield template.path, f"it has {template.size} bytes, more than {LARGEST}"


@rule("template-tags", "Whoever pays finds out by its tag what belongs to which deployment.", "templates")
def tags(templates):
    for template in templates:
        for name, resource in template.body.get("Resources", {}).items():
            kind = resource["Type"]
            if kind in UNTAGGED:
                continue
            given = resource.get("Properties", {}).get(TAGS_PROPERTY.get(kind, "Tags"), [])
            if kind == "AWS::EC2::LaunchTemplate":
                given = [tag for entry in resource["Properties"].get("TagSpecifications", []) for tag in entry["Tags"]]
            wanted = {"Key": "found-by-name", "Value": {"Ref": "AWS::StackName"}}
            plain = (
                [{key: tag.get(key) for key in ("Key", "Value")} for tag in given] if isinstance(given, list) else []
            )
            if wanted not in plain and given != {"found-by-name": {"Ref": "AWS::StackName"}}:
                yield f"{template.path}: {name}", "the tag found-by-name is not the stack's name"


@rule("template-outputs", "Scripts and guides find what they need under the same names.", "templates")
def outputs(templates):
    for template in templates:
        wanted = OUTPUTS_OF.get(template.stack, []) + (OUTPUTS if template.is_strategy else [])
        for name in wanted:
            if name not in template.body.get("Outputs", {}):
                yield template.path, f"the output {name} is missing"


@rule("template-ids", "Who knows one template finds the way in the others.", "templates")
def ids(templates):
    layers = {template.folder: template.body.get("Resources", {}) for template in templates if template.is_layer}
    for template in templates:
        known = {**layers.get(template.folder, {}), **template.body.get("Resources", {})}
        for name in LOGICAL_IDS if template.is_strategy else []:
            if name not in known:
                yield template.path, f"there is no resource {name}"


@rule("template-parameters", "A setting is spelled, meant and preset alike wherever it is.", "templates")
def parameters(templates):
    first = {}
    for template in templates:
        for name, parameter in template.body.get("Parameters", {}).items():
            if name not in SHARED:
                continue
            told = {key: parameter.get(key) for key in ("Type", "Default", "AllowedValues")}
            where, wanted = first.setdefault(name, (template.path, told))
            for key in told:
                if told[key] != wanted[key]:
                    yield template.path, f"{name} has the {key} {told[key]}, and {wanted[key]} in {where}"


@rule("template-spelling", "Two spellings of one setting are two settings, of which a person sets one.", "templates")
def spelling(templates):
    first = {}
    for template in templates:
        for name in template.body.get("Parameters", {}):
            known = first.setdefault(name.lower(), name)
            if known != name:
                yield template.path, f"the parameter {name} is {known} elsewhere"


@rule("template-defaults", "What no layer puts out has a safe default: up asks for nothing.", "templates")
def defaults(templates):
    of_all, of_strategy = set(GIVEN), {}
    for template in sorted(templates, key=_order):
        known = of_all | of_strategy.get(template.folder, set())
        for name, parameter in template.body.get("Parameters", {}).items():
            if "Default" not in parameter and name not in known:
                yield template.path, f"the parameter {name} has no default and is no layer's output"
            if "Default" in parameter and name in known and name not in GIVEN:
                yield template.path, f"the parameter {name} is a layer's output, so it needs no default"
        if template.stack in LAYERS:
            of_all.update(template.body.get("Outputs", {}))
        elif template.is_layer:
            of_strategy[template.folder] = set(template.body.get("Outputs", {}))


def _order(template):
    """As stacks are made."""
    return LAYERS.index(template.stack) if template.stack in LAYERS else len(LAYERS) + template.is_strategy


@rule("template-descriptions", "A parameter or an output without a description is a riddle.", "templates")
def descriptions(templates):
    for template in templates:
        for section in ("Parameters", "Outputs"):
            for name, entry in template.body.get(section, {}).items():
                if not entry.get("Description"):
                    yield f"{template.path}: {name}", "it has no Description"


@rule(
    "template-patterns",
    "A value that cannot be right is refused at once, in words, and not after minutes by AWS.",
    "templates",
)
def patterns(templates):
    for template in templates:
        for name, parameter in template.body.get("Parameters", {}).items():
            if ("AllowedPattern" in parameter) != ("ConstraintDescription" in parameter):
                yield f"{template.path}: {name}", "AllowedPattern and ConstraintDescription are not there together"
            if "AllowedPattern" in parameter and "Default" in parameter:
                if not re.fullmatch(parameter["AllowedPattern"], str(parameter["Default"])):
                    yield f"{template.path}: {name}", "its Default does not match its AllowedPattern"


@rule(
    "template-exports", "An export locks its stack for as long as another uses it; up passes outputs on.", "templates"
)
def exports(templates):
    for template in templates:
        for name, output in template.body.get("Outputs", {}).items():
            if "Export" in output:
                yield f"{template.path}: {name}", "it is exported"
        if "Fn::ImportValue" in keys(template.body):
            yield template.path, "it imports a value"


@rule("template-nested", "A nested stack lies in a bucket, which would have to be there first.", "templates")
def nested(templates):
    for template in templates:
        for name, resource in template.body.get("Resources", {}).items():
            if resource["Type"] == "AWS::CloudFormation::Stack":
                yield f"{template.path}: {name}", "it is a stack in the stack"


@rule("template-retained", "Who takes a deployment down is left with nothing that costs.", "templates")
def retained(templates):
    for template in templates:
        for name, resource in template.body.get("Resources", {}).items():
            for key in ("DeletionPolicy", "UpdateReplacePolicy"):
                if resource.get(key, "Delete") != "Delete":
                    yield f"{template.path}: {name}", f"{key} is {resource[key]}"
            if resource["Type"].startswith(("AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::SQS::Queue")):
                if not resource["Type"].endswith("Policy") and "DeletionPolicy" not in resource:
                    yield f"{template.path}: {name}", "it does not say that it goes with the stack"


@rule("template-places", "A template works in every account, region and partition.", "templates")
def places(templates):
    for template in templates:
        for text in strings(template.body.get("Resources", {})):
            if "arn:aws:" in text or re.search(r"\b\d{12}\b", text):
                yield template.path, f'"{text}" names a partition or an account'
            if re.search(r"\b(us|eu|ap)-[a-z]+-\d\b", text):
                yield template.path, f'"{text}" names a region'


@rule(
    "template-cidr",
    "Ranges are given, not computed: a network has to fit in, and not all that plays AWS can compute.",
    "templates",
)
def cidr(templates):
    for template in templates:
        if "Fn::Cidr" in keys(template.body):
            yield template.path, "it computes ranges by Fn::Cidr"
