"""IAM, logs, queues, functions, rules, zones, secrets and alarms."""

import json

from kinds import Made, kind
from template import Failure


@kind("AWS::Logs::LogGroup")
def log_group(r):
    days = r.take("RetentionInDays")
    name = r.take("LogGroupName") or r.name()
    tags = {tag["Key"]: tag["Value"] for tag in r.tags()}
    r.call("logs", "create_log_group", logGroupName=name, tags=tags)
    if days is not None:
        r.api("logs").put_retention_policy(logGroupName=name, retentionInDays=int(days))
    arn = f"arn:aws:logs:{r.world.region}:{r.world.account}:log-group:{name}:*"
    return Made(name, {"Arn": arn}, lambda: r.api("logs").delete_log_group(logGroupName=name))


@kind("AWS::IAM::Role")
def role(r):
    iam = r.api("iam")
    policies, managed = r.take("Policies", []), r.take("ManagedPolicyArns", [])
    name = r.take("RoleName") or r.name()
    trust = json.dumps(r.take("AssumeRolePolicyDocument"))
    arn = r.call("iam", "create_role", RoleName=name, AssumeRolePolicyDocument=trust, Tags=r.tags())["Role"]["Arn"]
    for policy in policies:
        iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(policy["PolicyDocument"]))
    for policy in managed:
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)

    def delete():
        for policy in policies:
            iam.delete_role_policy(RoleName=name, PolicyName=policy["PolicyName"])
        for policy in managed:
            iam.detach_role_policy(RoleName=name, PolicyArn=policy)
        iam.delete_role(RoleName=name)

    return Made(name, {"Arn": arn, "RoleId": name}, delete)


@kind("AWS::IAM::Policy")
def policy(r):
    name, roles, document = r.take("PolicyName"), r.take("Roles", []), json.dumps(r.take("PolicyDocument"))
    for one in roles:
        r.api("iam").put_role_policy(RoleName=one, PolicyName=name, PolicyDocument=document)

    def delete():
        for one in roles:
            r.api("iam").delete_role_policy(RoleName=one, PolicyName=name)

    return Made(r.name(), None, delete)


@kind("AWS::IAM::InstanceProfile")
def instance_profile(r):
    name = r.take("InstanceProfileName") or r.name(128)
    roles = r.take("Roles")
    arn = r.call("iam", "create_instance_profile", InstanceProfileName=name)["InstanceProfile"]["Arn"]
    for one in roles:
        r.api("iam").add_role_to_instance_profile(InstanceProfileName=name, RoleName=one)

    def delete():
        for one in roles:
            r.api("iam").remove_role_from_instance_profile(InstanceProfileName=name, RoleName=one)
        r.api("iam").delete_instance_profile(InstanceProfileName=name)

    return Made(name, {"Arn": arn}, delete)


@kind("AWS::SQS::Queue")
def queue(r):
    name = r.take("QueueName") or r.name(80)
    tags = {tag["Key"]: tag["Value"] for tag in r.tags()}
    attributes = {key: json.dumps(value) if isinstance(value, dict) else str(value) for key, value in r.properties.items()}
    r.properties = {}
    url = r.api("sqs").create_queue(QueueName=name, Attributes=attributes, tags=tags)["QueueUrl"]
    arn = f"arn:aws:sqs:{r.world.region}:{r.world.account}:{name}"
    return Made(url, {"Arn": arn, "QueueName": name, "QueueUrl": url}, lambda: r.api("sqs").delete_queue(QueueUrl=url))


@kind("AWS::SQS::QueuePolicy")
def queue_policy(r):
    urls, document = r.take("Queues"), json.dumps(r.take("PolicyDocument"))
    for url in urls:
        r.api("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": document})

    def delete():
        for url in urls:
            r.api("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})

    return Made(r.name(), {"Id": r.name()}, delete)


@kind("AWS::Lambda::Function")
def function(r):
    concurrency = r.take("ReservedConcurrentExecutions")
    name = r.take("FunctionName") or r.name()
    tags = {tag["Key"]: tag["Value"] for tag in r.tags()}
    image = r.properties.get("Code", {}).get("ImageUri")
    if image is not None and not r.world.has_image(image):
        raise Failure(f"Source image {image} does not exist. Provide a valid source image.")
    arn = r.call("lambda", "create_function", FunctionName=name, Tags=tags)["FunctionArn"]
    if concurrency is not None:
        r.api("lambda").put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(concurrency))

    def update(properties):
        environment = properties.get("Environment", {"Variables": {}})
        r.api("lambda").update_function_configuration(FunctionName=name, Environment=environment)
        if not r.world.has_image(properties["Code"]["ImageUri"]):
            raise Failure(f"Source image {properties['Code']['ImageUri']} does not exist. Provide a valid source image.")

    return Made(name, {"Arn": arn}, lambda: r.api("lambda").delete_function(FunctionName=name), update)


@kind("AWS::Lambda::EventInvokeConfig")
def event_invoke_config(r):
    name, qualifier = r.properties["FunctionName"], r.properties["Qualifier"]
    r.call("lambda", "put_function_event_invoke_config")
    return Made(
        f"{name}|{qualifier}", None,
        lambda: r.api("lambda").delete_function_event_invoke_config(FunctionName=name, Qualifier=qualifier))


@kind("AWS::Lambda::Permission")
def permission(r):
    name, id = r.properties["FunctionName"], r.name()
    r.call("lambda", "add_permission", StatementId=id)
    return Made(id, {"Id": id}, lambda: r.api("lambda").remove_permission(FunctionName=name, StatementId=id))


@kind("AWS::Events::Rule")
def rule(r):
    events = r.api("events")
    name = r.take("Name") or r.name()
    targets = r.take("Targets", [])
    tags = r.tags()
    if "EventPattern" in r.properties:
        r.properties["EventPattern"] = json.dumps(r.properties["EventPattern"])
    arn = r.call("events", "put_rule", {"ScheduleExpression": "ScheduleExpression"}, Name=name, Tags=tags)["RuleArn"]
    if targets:
        shape = events.meta.service_model.operation_model("PutTargets").input_shape
        from kinds import fitted
        events.put_targets(**fitted(shape, {"Rule": name, "Targets": targets}, r.type))

    def delete():
        if targets:
            events.remove_targets(Rule=name, Ids=[target["Id"] for target in targets])
        events.delete_rule(Name=name)

    return Made(name, {"Arn": arn}, delete)


@kind("AWS::Route53::HostedZone")
def hosted_zone(r):
    route53 = r.api("route53")
    networks, tags = r.take("VPCs", []), r.take("HostedZoneTags", [])
    comment = r.take("HostedZoneConfig", {}).get("Comment", "")
    name = r.take("Name")
    if networks:
        made = route53.create_hosted_zone(
            Name=name, CallerReference=r.name(), VPC=networks[0], HostedZoneConfig={"Comment": comment, "PrivateZone": True})
    else:
        made = route53.create_hosted_zone(Name=name, CallerReference=r.name(), HostedZoneConfig={"Comment": comment})
    id = made["HostedZone"]["Id"].split("/")[-1]
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=id, AddTags=tags + [
        {"Key": key, "Value": value} for key, value in r.stack.tags.items() if key not in {tag["Key"] for tag in tags}])

    def delete():
        records = route53.list_resource_record_sets(HostedZoneId=id)["ResourceRecordSets"]
        if any(record["Type"] not in ("NS", "SOA") for record in records):
            raise Failure("The specified hosted zone contains non-required resource record sets and so cannot be deleted. (HostedZoneNotEmpty)")
        route53.delete_hosted_zone(Id=id)

    return Made(id, {"Id": id}, delete)


@kind("AWS::SecretsManager::Secret")
def secret(r):
    generated = r.take("GenerateSecretString")
    name = r.take("Name") or r.name(512)
    if generated is not None:
        key = generated.pop("GenerateStringKey")
        template = json.loads(generated.pop("SecretStringTemplate"))
        password = r.api("secretsmanager").get_random_password(**generated)["RandomPassword"]
        r.properties["SecretString"] = json.dumps({**template, key: password})
    arn = r.call("secretsmanager", "create_secret", Name=name, Tags=r.tags())["ARN"]
    return Made(
        arn, {"Id": arn},
        lambda: r.api("secretsmanager").delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True))


@kind("AWS::CloudWatch::Alarm")
def alarm(r):
    name = r.take("AlarmName") or r.name(255)
    r.call("cloudwatch", "put_metric_alarm", AlarmName=name, Tags=r.tags())
    arn = f"arn:aws:cloudwatch:{r.world.region}:{r.world.account}:alarm:{name}"
    return Made(name, {"Arn": arn}, lambda: r.api("cloudwatch").delete_alarms(AlarmNames=[name]))
