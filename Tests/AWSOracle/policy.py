#!/usr/bin/env python3
"""Prints the policies of a role in a CloudFormation template as one document of IAM, with everything that it refers to
put in. What a resource of the template has is not known before it is made: VALUE says it, as NAME=VALUE or
NAME.Attribute=VALUE; without one it is the name of the resource.

    PYTHONPATH=<where PyYAML is> policy.py TEMPLATE ROLE NAME=VALUE...
"""

import json
import re
import sys

import yaml

from events import Template


def resolved(value, given):
    if isinstance(value, list):
        return [resolved(item, given) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        return given.get(value["Ref"], value["Ref"])
    if set(value) == {"Fn::GetAtt"}:
        names = value["Fn::GetAtt"]
        name = names if isinstance(names, str) else ".".join(names)
        return given.get(name, name)
    if set(value) == {"Fn::Sub"}:
        return re.sub(r"\$\{([^}]+)\}", lambda found: given.get(found[1], found[1]), value["Fn::Sub"])
    if any(key.startswith("Fn::") for key in value):
        raise SystemExit(f"A function that is not known here: {value}")
    return {key: resolved(item, given) for key, item in value.items()}


def main():
    path, role, *values = sys.argv[1:]
    given = {"AWS::Partition": "aws"} | dict(value.split("=", 1) for value in values)
    with open(path, encoding="utf-8") as file:
        properties = yaml.load(file, Template)["Resources"][role]["Properties"]
    statements = [
        statement for policy in properties["Policies"] for statement in policy["PolicyDocument"]["Statement"]]
    print(json.dumps({"Version": "2012-10-17", "Statement": resolved(statements, given)}))


if __name__ == "__main__":
    main()
