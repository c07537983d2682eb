from mutations.book import mutation


def calls(good):
    """The alternative of the rule's pattern that takes calls by CloudTrail."""
    return good.of("RegistrarRule")["EventPattern"]["$or"][1]


@mutation("event-pattern")
def no_list(good):
    calls(good)["detail"]["eventName"] = "CreateService"


@mutation("event-source")
def any_source(good):
    del good.of("RegistrarRule")["EventPattern"]["source"]


@mutation("event-source")
def any_service(good):
    del calls(good)["detail"]["eventSource"]


@mutation("event-passed-by")
def every_cluster(good):
    del good.of("RegistrarRule")["EventPattern"]["$or"][0]["resources"]


@mutation("event-taken")
def one_spelling(good):
    calls(good)["detail"]["requestParameters"]["cluster"].pop()


@mutation("event-passed-by")
def refused(good):
    del calls(good)["detail"]["errorCode"]


@mutation("event-taken")
def deployments_only_when_done(good):
    good.of("RegistrarRule")["EventPattern"]["$or"][0]["detail"]["eventName"].remove("SERVICE_DEPLOYMENT_IN_PROGRESS")


@mutation("event-passed-by")
def calls_in_every_cluster(good):
    del calls(good)["detail"]["requestParameters"]


@mutation("event-dead-letters")
def lost(good):
    del good.of("RegistrarRule")["Targets"][0]["DeadLetterConfig"]


@mutation("event-dead-letters")
def queue_refuses(good):
    condition = good.of("DeadLetterQueuePolicy")["PolicyDocument"]["Statement"][0]["Condition"]
    condition["ArnEquals"]["aws:SourceArn"].pop()


@mutation("event-dead-letters")
def for_a_day(good):
    del good.of("RegistrarRule")["Targets"][0]["RetryPolicy"]


@mutation("event-permission")
def may_not_call(good):
    good.of("RegistrarSchedulePermission")["SourceArn"] = {"Fn::GetAtt": ["RegistrarRule", "Arn"]}


@mutation("event-enabled")
def switched_off(good):
    good.of("RegistrarSchedule")["State"] = "DISABLED"


@mutation("event-schedule")
def events_only(good):
    schedule = good.of("RegistrarSchedule")
    schedule.update(EventPattern=good.of("RegistrarRule")["EventPattern"])
    del schedule["ScheduleExpression"]


@mutation("function-failures")
def nobody_is_told(good):
    del good.of("RegistrarInvocations")["DestinationConfig"]


@mutation("function-failures")
def may_not_tell(good):
    statements = good.of("RegistrarRole")["Policies"][0]["PolicyDocument"]["Statement"]
    statements.remove(good.statement("RegistrarRole", "ReportFailures"))


@mutation("function-logs")
def lambdas_own_group(good):
    del good.of("Registrar")["LoggingConfig"]


@mutation("function-time")
def default_time(good):
    del good.of("Registrar")["Timeout"]


@mutation("logs-end")
def for_ever(good):
    del good.of("LogGroup", "cluster")["RetentionInDays"]


@mutation("alarms-there")
def unwatched(good):
    del good.resources()["RegistrarThrottlesAlarm"]


@mutation("alarms-told", AlarmTopicArn="arn:aws:sns:eu-west-1:210987654321:alarms")
def told_to_nobody(good):
    del good.of("DeadLettersAlarm")["AlarmActions"]


@mutation("alarms-told")
def silence_unsaid(good):
    del good.of("RegistrarIdleAlarm")["TreatMissingData"]


@mutation("alarms-portal")
def no_portal_unseen(good):
    del good.resources("cluster")["PortalGoneAlarm"]


@mutation("alarms-portal")
def another_balancer(good):
    good.of("PortalGoneAlarm", "cluster")["Dimensions"][0]["Value"] = "app/other/50dc6c495c0c9188"
