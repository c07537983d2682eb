from mutations.book import mutation


@mutation("permission-action")
def everything(good):
    good.statement("RegistrarRole", "ReadZone")["Action"] = "route53:*"


@mutation("permission-resource")
def everywhere(good):
    good.statement("RegistrarRole", "ReadZone")["Resource"] = "*"


@mutation("permission-resource")
def every_cluster(good):
    del good.statement("RegistrarRole", "ListServices")["Condition"]


@mutation("permission-managed")
def managed(good):
    good.of("RegistrarRole")["ManagedPolicyArns"] = [
        {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}
    ]


@mutation("permission-principal")
def anybody(good):
    good.of("DeadLetterQueuePolicy")["PolicyDocument"]["Statement"].append(
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "sqs:ReceiveMessage",
            "Resource": {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]},
        }
    )


@mutation("permission-deputy")
def any_account(good):
    del good.of("BackendTaskRole")["AssumeRolePolicyDocument"]["Statement"][0]["Condition"]


@mutation("permission-for-all")
def no_guard(good):
    conditions = good.statement("RegistrarRole", "WriteNames")["Condition"]
    del conditions["Null"]["route53:ChangeResourceRecordSetsActions"]


@mutation("permission-records")
def every_type(good):
    conditions = good.statement("RegistrarRole", "WriteNames")["Condition"]
    conditions["ForAllValues:StringEquals"]["route53:ChangeResourceRecordSetsRecordTypes"].append("NS")


@mutation("permission-records")
def other_zones(good):
    resource = {"Fn::Sub": "arn:${AWS::Partition}:route53:::hostedzone/Z1"}
    good.statement("RegistrarRole", "WriteNames")["Resource"] = resource


@mutation("permission-tasks")
def program_with_rights(good):
    good.of("BackendTaskRole")["Policies"] = [
        {
            "PolicyName": "test",
            "PolicyDocument": {
                "Statement": [{"Effect": "Allow", "Action": "ecs:DescribeClusters", "Resource": {"Ref": "ClusterArn"}}]
            },
        }
    ]


@mutation("permission-exec", Debug="true")
def no_channels(good):
    good.of("DebugPolicy")["Roles"].pop()


@mutation("permission-names")
def fixed_name(good):
    good.of("RegistrarRole")["RoleName"] = "registrar"


@mutation("permission-action")
def all_but_some(good):
    good.statement("RegistrarRole", "ReadZone")["NotAction"] = "iam:PassRole"


@mutation("permission-deputy")
def any_rule(good):
    del good.of("RegistrarRulePermission")["SourceArn"]
    good.resources()["MorePermission"] = {
        "Type": "AWS::Lambda::Permission",
        "Properties": {
            "Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "Registrar"},
            "Principal": "events.amazonaws.com",
            "SourceArn": {"Fn::GetAtt": ["RegistrarRule", "Arn"]},
        },
    }
