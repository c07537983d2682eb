"""Events, the functions that they start, and what becomes of those that nobody took."""

from model.matching import takes
from model.rendering import PSEUDO
from rules.book import rule
from rules.permissions import statements


def rules_with_targets(deployment):
    for entry in deployment.of_type("AWS::Events::Rule"):
        for target in entry.get("Targets", default=[]):
            yield entry, target


def _pattern_faults(pattern, path=""):
    for key, value in pattern.items():
        here = f"{path}.{key}" if path else key
        if key == "$or":
            for part in value:
                yield from _pattern_faults(part, here)
        elif isinstance(value, dict):
            yield from _pattern_faults(value, here)
        elif not isinstance(value, list) or not value:
            yield here


@rule("event-pattern", "EventBridge takes lists of values only, which no linter checks.")
def pattern(deployment):
    for entry in deployment.of_type("AWS::Events::Rule"):
        for path in _pattern_faults(entry.get("EventPattern", default={})):
            yield entry.place, f"{path} is no list of values"


@rule("event-source", "Other services have a CreateService too; a rule says whose it means.")
def source(deployment):
    for entry in deployment.of_type("AWS::Events::Rule"):
        pattern = entry.get("EventPattern")
        if pattern is not None and pattern.get("source") != ["aws.ecs"]:
            yield entry.place, f"source is {pattern.get('source')}, not [aws.ecs]"
        for part in _alternatives(pattern):
            called = part.get("detail", {}).get("eventSource")
            if part.get("detail-type") == ["AWS API Call via CloudTrail"] and called != ["ecs.amazonaws.com"]:
                yield entry.place, "a call by CloudTrail is taken without detail.eventSource [ecs.amazonaws.com]"


def _alternatives(pattern):
    if pattern is None:
        return []
    common = {key: value for key, value in pattern.items() if key != "$or"}
    return [{**common, **part} for part in pattern.get("$or", [{}])]


def _of_service(detail_type, name, cluster):
    place = f"{PSEUDO['AWS::Region']}:{PSEUDO['AWS::AccountId']}"
    return {
        "source": "aws.ecs",
        "detail-type": detail_type,
        "resources": [f"arn:aws:ecs:{place}:service/{cluster}/weatherapp"],
        "detail": {"eventType": "INFO", "eventName": name},
    }


def _call(name, cluster, source="ecs", **more):
    detail = {"eventSource": f"{source}.amazonaws.com", "eventName": name, "requestParameters": {"cluster": cluster}}
    return {
        "source": f"aws.{source}",
        "detail-type": "AWS API Call via CloudTrail",
        "resources": [],
        "detail": {**detail, **more},
    }


def _patterns(deployment):
    for entry in deployment.of_type("AWS::Events::Rule"):
        pattern = entry.get("EventPattern")
        if pattern is not None and not any(_pattern_faults(pattern)):
            yield entry, pattern


CHANGES, ACTIONS = "ECS Deployment State Change", "ECS Service Action"


@rule("event-taken", "A rule that an event passes by is noticed by nobody, so events are tried.")
def taken(deployment):
    name, arn = deployment.outputs["ClusterName"], deployment.outputs["ClusterArn"]
    events = [_of_service(CHANGES, f"SERVICE_DEPLOYMENT_{end}", name) for end in ("IN_PROGRESS", "COMPLETED", "FAILED")]
    events += [_of_service(ACTIONS, f"SERVICE_{what}", name) for what in ("STEADY_STATE", "DESIRED_COUNT_UPDATED")]
    events += [_call(call, by) for call in ("CreateService", "UpdateService", "DeleteService") for by in (name, arn)]
    for entry, pattern in _patterns(deployment):
        for event in events:
            if not takes(pattern, event):
                yield entry.place, f"it does not take {event['detail-type']} {event['detail']['eventName']}"


@rule("event-passed-by", "Events of other clusters, and calls that were refused, change nothing here and cost runs.")
def passed_by(deployment):
    name = deployment.outputs["ClusterName"]
    events = {
        "of another cluster": [
            _of_service(CHANGES, "SERVICE_DEPLOYMENT_COMPLETED", f"{name}-2"),
            _call("CreateService", f"{name}-2"),
        ],
        "of another service": [_call("CreateService", name, source="apprunner")],
        "that changes no name": [_of_service(ACTIONS, "SERVICE_TASK_PLACEMENT_FAILURE", name)],
        "that only reads": [_call("DescribeServices", name)],
        "that was refused": [_call("CreateService", name, errorCode="InvalidParameterException")],
    }
    for entry, pattern in _patterns(deployment):
        for what, unwanted in events.items():
            for event in unwanted:
                if takes(pattern, event):
                    yield entry.place, f"it takes {event['detail-type']} {event['detail']['eventName']} {what}"


@rule("event-dead-letters", "An event that cannot be delivered is kept and seen, and not lost in silence.")
def dead_letters(deployment):
    for entry, target in rules_with_targets(deployment):
        queue = deployment.find(target.get("DeadLetterConfig", {}).get("Arn"))
        if queue is None:
            yield entry.place, f"the target {target.get('Id')} has no DeadLetterConfig"
            continue
        if "MaximumRetryAttempts" not in target.get("RetryPolicy", {}):
            yield entry.place, f"the target {target.get('Id')} has no RetryPolicy: a day and 185 tries are the default"
        allowed = [
            statement
            for resource, statement in statements(deployment)
            if resource.type == "AWS::SQS::QueuePolicy" and f"/{queue.name}." in str(statement.get("Resource"))
        ]
        if f"/{entry.name}.Arn" not in str([statement.get("Condition") for statement in allowed]):
            yield entry.place, f"no policy lets it send to {queue.name}"


@rule("event-permission", "A rule that may not call its function calls in vain.")
def permission(deployment):
    for entry, target in rules_with_targets(deployment):
        function = deployment.find(target.get("Arn"))
        if function is None or function.type != "AWS::Lambda::Function":
            continue
        allowed = [
            given
            for given in deployment.of_type("AWS::Lambda::Permission")
            if deployment.find(given.get("FunctionName")) is function
            and deployment.find(given.get("SourceArn")) is entry
        ]
        if not allowed:
            yield entry.place, f"no Lambda::Permission lets it call {function.name}"


@rule("event-enabled", "A rule that is made switched off is one that somebody forgot.")
def enabled(deployment):
    for entry in deployment.of_type("AWS::Events::Rule"):
        if entry.get("State", default="ENABLED") != "ENABLED":
            yield entry.place, f"State is {entry.get('State')}"


@rule("event-schedule", "Events can be missed, so a function that follows them also runs without.")
def schedule(deployment):
    for function in deployment.of_type("AWS::Lambda::Function"):
        started = [
            entry for entry, target in rules_with_targets(deployment) if deployment.find(target.get("Arn")) is function
        ]
        if started and not any(entry.get("ScheduleExpression") for entry in started):
            yield function.place, "no schedule starts it"


@rule("function-failures", "A run that failed for the last time is kept and seen.")
def failures(deployment):
    for function in deployment.of_type("AWS::Lambda::Function"):
        configured = [
            entry
            for entry in deployment.of_type("AWS::Lambda::EventInvokeConfig")
            if deployment.find(entry.get("FunctionName")) is function
        ]
        queues = [deployment.find(entry.get("DestinationConfig", "OnFailure", "Destination")) for entry in configured]
        if not any(queues):
            yield function.place, "no EventInvokeConfig has a destination OnFailure"
            continue
        role = deployment.find(function.get("Role"))
        sending = [
            statement
            for resource, statement in statements(deployment)
            if resource is role and "sqs:SendMessage" in str(statement.get("Action"))
        ]
        if f"/{queues[0].name}." not in str(sending):
            yield function.place, f"its role may not send to {queues[0].name}"


@rule("function-logs", "A function's log is in a group with an end, which goes with the stack.")
def logs(deployment):
    for function in deployment.of_type("AWS::Lambda::Function"):
        group = deployment.find(function.get("LoggingConfig", "LogGroup"))
        if group is None:
            yield function.place, "LoggingConfig.LogGroup is no log group of the template"


@rule("function-time", "The default of 3 s is less than a call that is tried again.")
def time(deployment):
    for function in deployment.of_type("AWS::Lambda::Function"):
        if not 30 <= int(function.get("Timeout", default=3)) <= 900:
            yield function.place, f"Timeout is {function.get('Timeout', default=3)}, not 30 to 900"


@rule("logs-end", "A log that is kept for ever costs for ever.")
def logs_end(deployment):
    for group in deployment.of_type("AWS::Logs::LogGroup"):
        if not group.get("RetentionInDays"):
            yield group.place, "it has no RetentionInDays"


WATCHED = (
    ("the function's errors", "AWS/Lambda", "Errors"),
    ("the function's throttles", "AWS/Lambda", "Throttles"),
    ("events that could not be delivered", "AWS/Events", "FailedInvocations"),
    ("a schedule that does not run", "AWS/Events", "Invocations"),
    ("names that somebody has to mend", "FoundByName/Registrar", "Problems"),
    ("calls that AWS refuses for their number", "FoundByName/Registrar", "Throttles"),
    ("the queue of dead letters", "AWS/SQS", "ApproximateNumberOfMessagesVisible"),
)


@rule("alarms-there", "What fails in the background is told, and not found out by a name that is missing.")
def alarms(deployment):
    if not [entry for entry, _ in rules_with_targets(deployment) if entry.stack == deployment.strategy]:
        return
    seen = str([alarm.properties for alarm in deployment.of_type("AWS::CloudWatch::Alarm")])
    for what, namespace, metric in WATCHED:
        if f"'Namespace': '{namespace}', 'MetricName': '{metric}'" not in seen:
            yield deployment.strategy, f"no alarm watches {what}, {namespace} {metric}"


WATCHED_IN_ALL = ("HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "HealthyHostCount")


@rule("alarms-portal", "That people get failures, or that there is no portal, is told whatever the reason is.")
def portal_alarms(deployment):
    for alarm in deployment.of_type("AWS::CloudWatch::Alarm"):
        if alarm.stack == "cluster" and "att:cluster/PortalLoadBalancer." not in str(alarm.properties):
            yield alarm.place, "it does not watch the portal's load balancer"
    seen = str([alarm.properties for alarm in deployment.of_type("AWS::CloudWatch::Alarm")])
    for metric in WATCHED_IN_ALL:
        if f"'Namespace': 'AWS/ApplicationELB', 'MetricName': '{metric}'" not in seen:
            yield deployment.strategy, f"no alarm watches {metric} of the portal's load balancer"


@rule("alarms-told", "An alarm goes where a person said.")
def told(deployment):
    for alarm in deployment.of_type("AWS::CloudWatch::Alarm"):
        topic = deployment.stacks[alarm.stack].parameters.get("AlarmTopicArn")
        for key in ("AlarmActions", "OKActions"):
            if (alarm.get(key) or []) != ([topic] if topic else []):
                yield alarm.place, f"{key} is {alarm.get(key)}"
        if not alarm.get("TreatMissingData"):
            yield alarm.place, "it does not say what no number means"
