"""What roles may do, and who may take them."""

from rules.book import rule

# Actions that know no resources, or are asked of all: each may have Resource "*".
WITHOUT_RESOURCES = {
    "ecr:GetAuthorizationToken": "a token is for the whole registry",
    "ssmmessages:CreateControlChannel": "ECS Exec; there is nothing to name",
    "ssmmessages:CreateDataChannel": "ECS Exec",
    "ssmmessages:OpenControlChannel": "ECS Exec",
    "ssmmessages:OpenDataChannel": "ECS Exec",
    "elasticloadbalancing:DescribeLoadBalancers": "reads; knows no resources",
    "elasticloadbalancing:DescribeTargetGroups": "reads; knows no resources",
    "ec2:DescribeInstances": "reads; knows no resources",
    "ec2:DescribeTags": "reads; knows no resources",
    "ecs:DiscoverPollEndpoint": "an agent asks where its cluster is; knows no resources",
}


def _listed(value):
    return value if isinstance(value, list) else [value]


def statements(deployment):
    """(resource, statement) of all policies but trust policies: those of roles, queues and buckets alike."""
    for resource in deployment.resources.values():
        documents = [resource.get("PolicyDocument"), resource.get("Policy")]
        documents += [
            policy.get("PolicyDocument") for policy in resource.get("Policies", default=[]) if isinstance(policy, dict)
        ]
        for document in documents:
            for statement in _listed(document.get("Statement", [])) if isinstance(document, dict) else []:
                yield resource, statement


def trusts(deployment):
    for role in deployment.of_type("AWS::IAM::Role"):
        for statement in _listed(role.get("AssumeRolePolicyDocument", "Statement", default=[])):
            yield role, statement


@rule("permission-action", "A permission for everything of a service is one that nobody thought about.")
def action(deployment):
    for resource, statement in statements(deployment):
        for name in _listed(statement.get("Action", [])) if statement.get("Effect") == "Allow" else []:
            if "*" in name:
                yield resource.place, f"it allows {name}"
        if statement.get("NotAction"):
            yield resource.place, "it says NotAction"


@rule("permission-resource", "A permission is for what the deployment made, but where an action knows no resources.")
def on_resources(deployment):
    for resource, statement in statements(deployment):
        if statement.get("Effect") != "Allow" or "*" not in _listed(statement.get("Resource", [])):
            continue
        for name in _listed(statement.get("Action", [])):
            # ECS takes its cluster as a condition where it knows no other resource.
            in_cluster = name.startswith("ecs:") and "ecs:cluster" in str(statement.get("Condition"))
            if name not in WITHOUT_RESOURCES and not in_cluster and "*" not in name:
                yield resource.place, f"it allows {name} on every resource"


@rule("permission-managed", "A managed policy allows more than is needed, and changes without us.")
def managed(deployment):
    for role in deployment.of_type("AWS::IAM::Role"):
        for arn in role.get("ManagedPolicyArns", default=[]):
            yield role.place, f"it has the managed policy {arn.split('/')[-1]}"


@rule("permission-principal", "Roles are taken, and queues and buckets used, by services of AWS and by nobody else.")
def principal(deployment):
    for resource, statement in [*trusts(deployment), *statements(deployment)]:
        principal = statement.get("Principal")
        if statement.get("Effect") == "Allow" and principal is not None:
            if not isinstance(principal, dict) or set(principal) != {"Service"}:
                yield resource.place, f"it allows {principal}"


@rule("permission-deputy", "A service of AWS works for all accounts: it may take a role, or send, for this one only.")
def deputy(deployment):
    for resource, statement in [*trusts(deployment), *statements(deployment)]:
        service = (
            (statement.get("Principal") or {}).get("Service") if isinstance(statement.get("Principal"), dict) else None
        )
        # Lambda and EC2 take roles only of the account that made the function or the machine.
        if (
            service is None
            or statement.get("Effect") != "Allow"
            or service in ("lambda.amazonaws.com", "ec2.amazonaws.com")
        ):
            continue
        if "aws:SourceArn" not in str(statement.get("Condition")) and "aws:SourceAccount" not in str(
            statement.get("Condition")
        ):
            yield resource.place, f"{service} is let in without aws:SourceAccount or aws:SourceArn"
    for permission in deployment.of_type("AWS::Lambda::Permission"):
        if not permission.get("SourceArn"):
            yield permission.place, "it has no SourceArn"


@rule(
    "permission-for-all", '"For all values" holds where there are none as well, which only a condition Null:false sees.'
)
def for_all(deployment):
    for resource, statement in statements(deployment):
        conditions = statement.get("Condition") or {}
        guarded = [key for key, value in conditions.get("Null", {}).items() if str(value).lower() == "false"]
        for operator, keys in conditions.items():
            for key in keys if operator.startswith("ForAllValues:") else []:
                if key not in guarded:
                    yield resource.place, f"{key} is not guarded by Null: false"


@rule(
    "permission-records",
    "The registrar writes names and what says whose they are, in its zone, and nothing else there.",
)
def records(deployment):
    prefix = "route53:ChangeResourceRecordSets"
    for resource, statement in statements(deployment):
        if prefix not in _listed(statement.get("Action", [])) or statement.get("Effect") != "Allow":
            continue
        told = {}
        for operator, keys in (statement.get("Condition") or {}).items():
            if operator.startswith("ForAllValues:"):
                told.update({key: sorted(_listed(value)) for key, value in keys.items()})
        zone = deployment.own.parameters.get("ZoneName")
        wanted = {
            f"{prefix}NormalizedRecordNames": [f"*.{zone}"],
            f"{prefix}RecordTypes": ["CNAME", "TXT"],
            f"{prefix}Actions": ["CREATE", "DELETE"],
        }
        for key, values in wanted.items():
            if told.get(key) != values:
                yield resource.place, f"{key} is {told.get(key)}, not {values}"
        if "hostedzone/ref:" not in str(statement.get("Resource")):
            yield resource.place, "it may write into other zones"


@rule(
    "permission-tasks", "Our programs call nothing of AWS, so they may call nothing; ECS Exec alone, while debugging."
)
def of_tasks(deployment):
    roles = [f"ref:{deployment.strategy}/{name}" for name in ("PortalTaskRole", "BackendTaskRole")]
    for resource, statement in statements(deployment):
        attached = (
            resource.get("Roles", default=[])
            if resource.type == "AWS::IAM::Policy"
            else [f"ref:{resource.stack}/{resource.name}"]
        )
        for name in _listed(statement.get("Action", [])) if set(attached) & set(roles) else []:
            if not name.startswith("ssmmessages:") or str(deployment.own.parameters.get("Debug")) != "true":
                yield resource.place, f"programs may call {name}"


@rule("permission-exec", "ECS Exec without its four rights is switched on and does not work.")
def exec_rights(deployment):
    if str(deployment.own.parameters.get("Debug")) != "true":
        return
    for name in ("PortalTaskRole", "BackendTaskRole"):
        role = f"ref:{deployment.strategy}/{name}"
        allowed = set()
        for resource, statement in statements(deployment):
            attached = (
                resource.get("Roles", default=[])
                if resource.type == "AWS::IAM::Policy"
                else [f"ref:{resource.stack}/{resource.name}"]
            )
            if role in attached:
                allowed.update(_listed(statement.get("Action", [])))
        missing = {action for action in WITHOUT_RESOURCES if action.startswith("ssmmessages:")} - allowed
        if missing and f"{deployment.strategy}/{name}" in deployment.resources:
            yield deployment.resources[f"{deployment.strategy}/{name}"].place, f"it lacks {sorted(missing)}"


@rule("permission-names", "A fixed name of a role needs another right of who deploys, and meets that of another stack.")
def names(deployment):
    for resource in deployment.of_type("AWS::IAM::Role", "AWS::IAM::InstanceProfile"):
        for key in ("RoleName", "InstanceProfileName"):
            if resource.get(key):
                yield resource.place, f"it has a {key}"
