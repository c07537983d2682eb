"""CloudFormation's stacks over moto: change sets, events, what follows a failure, deletion in reverse order.

moto's own CloudFormation leaves out types and properties it does not know and has no failures; this one has the few things
that the scripts rely on, and is strict about them.
"""

import datetime
import threading
import uuid

from botocore.exceptions import ClientError, ParamValidationError

from kinds import KINDS, Request
from template import USE_PREVIOUS, Failure, Template

UPDATABLE = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}
NAMES_OF_IAM = {"AWS::IAM::Role": "RoleName", "AWS::IAM::InstanceProfile": "InstanceProfileName"}


class Stack:
    def __init__(self, name, account, region):
        self.name, self.status, self.reason = name, "REVIEW_IN_PROGRESS", None
        self.id = f"arn:aws:cloudformation:{region}:{account}:stack/{name}/{uuid.uuid4()}"
        self.tags, self.body, self.texts, self.outputs, self.events = {}, None, {}, {}, []
        self.resources = {}
        self.history = {}

    def event(self, logical, physical, type, status, reason=None):
        now = datetime.datetime.now(datetime.timezone.utc)
        self.events.insert(0, {
            "EventId": f"{logical}-{status}-{uuid.uuid4()}", "StackId": self.id, "StackName": self.name,
            "LogicalResourceId": logical, "PhysicalResourceId": physical or "", "ResourceType": type,
            "Timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z", "ResourceStatus": status,
            **({"ResourceStatusReason": reason} if reason else {}),
        })
        if type != "AWS::CloudFormation::Stack":
            self.history[logical] = {
                "LogicalResourceId": logical, "PhysicalResourceId": physical or "", "ResourceType": type, "ResourceStatus": status}

    def become(self, status, reason=None):
        self.event(self.name, self.id, "AWS::CloudFormation::Stack", status, reason)
        self.status = status


class Resource:
    def __init__(self, type, declaration, properties, made):
        self.type, self.declaration, self.properties, self.made = type, declaration, properties, made


class Stacks:
    def __init__(self, world):
        self.world = world
        self.stacks = []
        self.change_sets = {}
        self.threads = []

    def find(self, name):
        for stack in reversed(self.stacks):
            if stack.id == name or (stack.name == name and stack.status != "DELETE_COMPLETE"):
                return stack
        raise Failure(f"Stack with id {name} does not exist")

    def template(self, stack, body, given):
        pseudo = {
            "AWS::StackName": stack.name, "AWS::StackId": stack.id, "AWS::Region": self.world.region, "AWS::Partition": "aws",
            "AWS::AccountId": self.world.account, "AWS::URLSuffix": "amazonaws.com",
        }
        template = Template(body, given, stack.texts, pseudo, self.world.parameter)
        template.attributes = {name: resource.made.attributes for name, resource in stack.resources.items()}
        return template

    # Change sets

    def create_change_set(self, name, change_set, kind, body, given, tags, capabilities):
        if len(body.encode()) > 51200:
            raise Failure("1 validation error detected: Value at 'templateBody' failed to satisfy constraint: length <= 51200")
        if kind == "CREATE":
            try:
                stack = self.find(name)
                if stack.status != "REVIEW_IN_PROGRESS":
                    raise Failure(f"Stack [{name}] already exists and cannot be created again with the changeSet [{change_set}].")
            except Failure as failure:
                if "does not exist" not in str(failure):
                    raise
                stack = Stack(name, self.world.account, self.world.region)
        else:
            stack = self.find(name)
            if stack.status not in UPDATABLE:
                raise Failure(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        template = self.template(stack, body, given)
        self.check_capabilities(template, capabilities)
        if stack not in self.stacks:
            self.stacks.append(stack)
            stack.become("REVIEW_IN_PROGRESS", "User Initiated")
        changes = self.changes(stack, template)
        made = {
            "stack": stack, "kind": kind, "body": body, "given": given, "tags": tags, "changes": changes,
            "status": "CREATE_COMPLETE", "reason": None,
        }
        if kind == "UPDATE" and not changes and tags == stack.tags:
            made["status"] = "FAILED"
            made["reason"] = "The submitted information didn't contain changes. Submit different information to create a change set."
        self.change_sets[stack.id, change_set] = made
        return stack

    def check_capabilities(self, template, capabilities):
        for resource in template.resources().values():
            if not resource["Type"].startswith("AWS::IAM::"):
                continue
            named = NAMES_OF_IAM.get(resource["Type"]) in resource.get("Properties", {})
            needed = "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM"
            if not {needed, "CAPABILITY_NAMED_IAM"} & set(capabilities):
                raise Failure(f"Requires capabilities : [{needed}]")

    def changes(self, stack, template):
        """As far as it can be told before: what depends on a resource that will be replaced is found out on the way."""
        found, changed = [], set()
        wanted = template.resources()
        for name, declaration in wanted.items():
            old = stack.resources.get(name)
            if old is None:
                found.append(("Add", name, declaration["Type"], None))
                changed.add(name)
            elif old.type != declaration["Type"] or template.needs(declaration) & changed or (
                    template.value(declaration.get("Properties", {})) != old.properties):
                found.append(("Modify", name, declaration["Type"], "False" if old.made.update else "True"))
                changed.add(name)
        return found + [("Remove", name, old.type, None) for name, old in stack.resources.items() if name not in wanted]

    def execute(self, name, change_set):
        stack = self.find(name)
        made = self.change_sets.pop((stack.id, change_set))
        if made["status"] != "CREATE_COMPLETE":
            raise Failure(f"ChangeSet [{change_set}] cannot be executed in its current status of [{made['status']}]")
        kind = made["kind"]
        stack.tags = made["tags"]
        stack.become(kind + "_IN_PROGRESS", "User Initiated")
        self.start(lambda: self.apply(stack, kind, made["body"], made["given"]))

    def start(self, work):
        thread = threading.Thread(target=work, daemon=True)
        self.threads.append(thread)
        thread.start()

    def wait(self):
        for thread in self.threads:
            thread.join()

    # Making and changing

    def apply(self, stack, kind, body, given):
        undo, old_ones, failed = [], [], None
        template = self.template(stack, body, given)
        for name, declaration in template.resources().items():
            failed = self.bring(stack, template, name, declaration, undo, old_ones)
            if failed:
                break
        if failed is None:
            wanted = template.resources()
            stack.body, stack.texts = body, template.texts
            stack.outputs = template.outputs()
            if kind == "UPDATE":
                stack.become("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
                for name in [name for name in reversed(stack.resources) if name not in wanted]:
                    self.remove(stack, name)
                for name, old in reversed(old_ones):
                    old.made.delete()
            stack.become(kind + "_COMPLETE")
            return
        if kind == "CREATE":
            stack.become("ROLLBACK_IN_PROGRESS", f"The following resource(s) failed to create: [{failed}]. Rollback requested by user.")
            self.remove_all(stack, "ROLLBACK")
        else:
            stack.become("UPDATE_ROLLBACK_IN_PROGRESS", f"The following resource(s) failed to update: [{failed}].")
            for step in reversed(undo):
                step()
            stack.become("UPDATE_ROLLBACK_COMPLETE")

    def bring(self, stack, template, name, declaration, undo, old_ones):
        """Brings one resource to what is wanted; the name of it, where that fails."""
        old, type = stack.resources.get(name), declaration["Type"]
        verb = "CREATE" if old is None else "UPDATE"
        physical = old.made.id if old else None
        try:
            properties = template.value(declaration.get("Properties", {}))
            if old is not None and properties == old.properties:
                return None
            stack.event(name, physical, type, verb + "_IN_PROGRESS")
            if old is not None and old.made.update is not None:
                before = old.properties
                undo.append(lambda: self.put_back(stack, name, old, before))
                old.made.update(properties)
                old.properties = properties
            else:
                made = self.make(stack, name, type, properties)
                stack.event(name, made.id, type, verb + "_IN_PROGRESS", f"Resource {'creation' if old is None else 'update'} Initiated")
                stack.resources[name] = Resource(type, declaration, properties, made)
                template.attributes[name] = made.attributes
                if old is not None:
                    old_ones.append((name, old))
                undo.append(lambda: self.undo_made(stack, name, made, old))
        except (Failure, ClientError, ParamValidationError) as failure:
            stack.event(name, physical, type, verb + "_FAILED", str(failure))
            return name
        except Exception as failure:
            stack.event(name, physical, type, verb + "_FAILED", f"moto failed: {type(failure).__name__}: {failure}")
            self.world.faults.append(f"{name}: {failure!r}")
            return name
        stack.event(name, stack.resources[name].made.id, type, verb + "_COMPLETE")
        return None

    def put_back(self, stack, name, old, before):
        old.made.update(before)
        old.properties = before

    def undo_made(self, stack, name, made, old):
        made.delete()
        if old is None:
            del stack.resources[name]
        else:
            stack.resources[name] = old

    def make(self, stack, name, type, properties):
        if type not in KINDS:
            self.world.faults.append(f"{name} is of the type {type}, which Tests/DeployOnMoto does not know")
            raise Failure(self.world.faults[-1])
        request = Request(self.world, stack, name, type, properties)
        made = KINDS[type](request)
        if request.properties:
            self.world.faults.append(f"{name}: properties of {type} that nothing was made of: {sorted(request.properties)}")
            raise Failure(self.world.faults[-1])
        return made

    # Deleting

    def delete(self, name):
        try:
            stack = self.find(name)
        except Failure:
            return
        if stack.status == "DELETE_COMPLETE":
            return
        stack.become("DELETE_IN_PROGRESS", "User Initiated")
        self.start(lambda: self.remove_all(stack, "DELETE"))

    def remove_all(self, stack, verb):
        failed = [name for name in list(reversed(stack.resources)) if not self.remove(stack, name)]
        if failed:
            stack.become(verb + "_FAILED", f"The following resource(s) failed to delete: {failed}.")
        else:
            stack.become(verb + "_COMPLETE")

    def remove(self, stack, name):
        resource = stack.resources[name]
        stack.event(name, resource.made.id, resource.type, "DELETE_IN_PROGRESS")
        try:
            resource.made.delete()
        except (Failure, ClientError) as failure:
            stack.event(name, resource.made.id, resource.type, "DELETE_FAILED", str(failure))
            return False
        stack.event(name, resource.made.id, resource.type, "DELETE_COMPLETE")
        del stack.resources[name]
        return True


def parameters_of(listed):
    return {item["ParameterKey"]: USE_PREVIOUS if item.get("UsePreviousValue") == "true" else item["ParameterValue"] for item in listed}
