"""CloudFormation's protocol: forms in, XML out."""

import re
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

from stacks import parameters_of
from template import Failure


class Formation:
    def __init__(self, stacks):
        self.stacks = stacks

    def __call__(self, body, start_response):
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        action = form["Action"]
        try:
            method = getattr(self, "do_" + action)
        except AttributeError:
            raise Failure(f"CloudFormation's {action} is not known to this test")
        try:
            result = method(form)
            status, text = "200 OK", f"<{action}Response><{action}Result>{xml(result or {})}</{action}Result></{action}Response>"
        except Failure as failure:
            code = "InsufficientCapabilitiesException" if "Requires capabilities" in str(failure) else "ValidationError"
            status = "400 Bad Request"
            text = f"<ErrorResponse><Error><Type>Sender</Type>{xml({'Code': code, 'Message': str(failure)})}</Error></ErrorResponse>"
        start_response(status, [("Content-Type", "text/xml")])
        return [text.encode()]

    def do_CreateChangeSet(self, form):
        stack = self.stacks.create_change_set(
            form["StackName"], form["ChangeSetName"], form["ChangeSetType"], form["TemplateBody"],
            parameters_of(members(form, "Parameters")), {tag["Key"]: tag["Value"] for tag in members(form, "Tags")},
            members(form, "Capabilities"))
        return {"Id": f"arn:aws:cloudformation:eu-west-1:123456789012:changeSet/{form['ChangeSetName']}/1", "StackId": stack.id}

    def change_set(self, form):
        key = self.stacks.find(form["StackName"]).id, form["ChangeSetName"]
        if key not in self.stacks.change_sets:
            raise Failure(f"ChangeSet [{form['ChangeSetName']}] does not exist")
        return key

    def do_DescribeChangeSet(self, form):
        made = self.stacks.change_sets[self.change_set(form)]
        return {
            "ChangeSetName": form["ChangeSetName"], "StackName": made["stack"].name, "Status": made["status"],
            **({"StatusReason": made["reason"]} if made["reason"] else {}),
            "Tags": [{"Key": key, "Value": value} for key, value in made["tags"].items()],
            "Changes": [
                {"Type": "Resource", "ResourceChange": {
                    "Action": action, "LogicalResourceId": name, "ResourceType": type,
                    **({"Replacement": replacement} if replacement else {})}}
                for action, name, type, replacement in made["changes"]],
        }

    def do_ListChangeSets(self, form):
        stack = self.stacks.find(form["StackName"])
        return {"Summaries": [{"ChangeSetName": name} for id, name in self.stacks.change_sets if id == stack.id]}

    def do_DeleteChangeSet(self, form):
        del self.stacks.change_sets[self.change_set(form)]

    def do_ExecuteChangeSet(self, form):
        self.change_set(form)
        self.stacks.execute(form["StackName"], form["ChangeSetName"])

    def do_DescribeStacks(self, form):
        if "StackName" in form:
            found = [self.stacks.find(form["StackName"])]
        else:
            found = [stack for stack in self.stacks.stacks if stack.status != "DELETE_COMPLETE"]
        return {"Stacks": [
            {
                "StackName": stack.name, "StackId": stack.id, "StackStatus": stack.status, "CreationTime": "2026-01-01T00:00:00Z",
                "Tags": [{"Key": key, "Value": value} for key, value in stack.tags.items()],
                "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in stack.texts.items()],
                "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in stack.outputs.items()],
            } for stack in found]}

    def do_DescribeStackEvents(self, form):
        return {"StackEvents": list(self.stacks.find(form["StackName"]).events)}

    def do_ListStackResources(self, form):
        return {"StackResourceSummaries": list(self.stacks.find(form["StackName"]).history.values())}

    def do_DeleteStack(self, form):
        self.stacks.delete(form["StackName"])


def members(form, name):
    """A list of a form: Name.member.1, or Name.member.1.Key and so on."""
    found = {}
    for key, value in form.items():
        match = re.fullmatch(re.escape(name) + r"\.member\.(\d+)(?:\.(\w+))?", key)
        if match and match.group(2):
            found.setdefault(int(match.group(1)), {})[match.group(2)] = value
        elif match:
            found[int(match.group(1))] = value
    return [found[index] for index in sorted(found)]


def xml(value):
    if isinstance(value, dict):
        return "".join(f"<{key}>{xml(item)}</{key}>" for key, item in value.items())
    if isinstance(value, list):
        return "".join(f"<member>{xml(item)}</member>" for item in value)
    return escape(str(value))
