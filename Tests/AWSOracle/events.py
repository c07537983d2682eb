#!/usr/bin/env python3
"""What EventBridge hands to the target of a rule, by moto: the rule is the one of a CloudFormation template, with a queue as
its target, since moto hands nothing to functions. Prints for each event of events.json, in its order, a line of JSON: the
event as it came out of the queue, or null where the rule did not let it pass.

    PYTHONPATH=<where moto is> events.py TEMPLATE RULE PARAMETER=VALUE...
"""

import json
import logging
import os
import sys
import threading

import boto3
import yaml
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

PARAMETERS = dict(region_name="eu-west-1", aws_access_key_id="test-key", aws_secret_access_key="test-key")


class Template(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, `!Sub` for `Fn::Sub`."""


def long_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Template.add_multi_constructor("!", long_form)


def rule_alone(path, rule):
    """The template with nothing in it but the rule, and the parameters. What a rule hands its events to is elsewhere."""
    with open(path, encoding="utf-8") as file:
        template = yaml.load(file, Template)
    alone = dict(template["Resources"][rule]["Properties"])
    alone.pop("Targets")
    alone.pop("Tags", None)
    names = names_in(alone)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {name: {"Type": "String"} for name in template["Parameters"] if name in names},
        "Resources": {rule: {"Type": "AWS::Events::Rule", "Properties": alone}},
        "Outputs": {"Name": {"Value": {"Ref": rule}}},
    }


def names_in(value):
    """All words that a value holds, among them the names of parameters that it refers to."""
    text = json.dumps(value)
    return set("".join(letter if letter.isalnum() else " " for letter in text).split())


def main():
    path, rule, *values = sys.argv[1:]
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    cloud, events, queues = (
        boto3.client(name, endpoint_url=f"http://127.0.0.1:{server.server_port}", **PARAMETERS)
        for name in ("cloudformation", "events", "sqs"))

    template = rule_alone(path, rule)
    given = dict(value.split("=", 1) for value in values)
    cloud.create_stack(
        StackName="rule", TemplateBody=json.dumps(template),
        Parameters=[{"ParameterKey": name, "ParameterValue": given[name]} for name in template["Parameters"]])
    name = cloud.describe_stacks(StackName="rule")["Stacks"][0]["Outputs"][0]["OutputValue"]
    queue = queues.create_queue(QueueName="function")["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_targets(Rule=name, Targets=[{"Id": "function", "Arn": arn}])

    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "events.json"), encoding="utf-8") as file:
        cases = json.load(file)
    for event in (case["event"] for case in cases):
        put = events.put_events(Entries=[{
            "Source": event["source"], "DetailType": event["detail-type"], "Detail": json.dumps(event["detail"]),
            "Resources": event["resources"], "Time": event["time"]}])
        assert put["FailedEntryCount"] == 0, put
        messages = queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        assert len(messages) < 2, messages
        for message in messages:
            queues.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        print(json.dumps(json.loads(messages[0]["Body"]) if messages else None), flush=True)


if __name__ == "__main__":
    main()
