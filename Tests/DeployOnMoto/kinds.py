"""How each type of resource is made and deleted by the calls of AWS's own client.

The client refuses what the API does not know, so a property that is misspelt or of the wrong form fails here as it would
there. A type or a property that nobody taught this file fails, too: nothing is left out silently.
"""

import copy

from template import Failure, text_of

KINDS = {}


def kind(name):
    def register(make):
        KINDS[name] = make
        return make
    return register


class Made:
    """A resource that is there: its ID, what Fn::GetAtt gives of it, how it is deleted, and how it is changed in place,
    where that is possible: otherwise it is replaced."""

    def __init__(self, id, attributes=None, delete=None, update=None):
        self.id = id
        self.attributes = {"Ref": id, **(attributes or {})}
        self.delete = delete or (lambda: None)
        self.update = update


class Request:
    """What a template wants of one resource. Each property must be taken by somebody."""

    def __init__(self, world, stack, logical, type, properties):
        self.world, self.stack, self.logical, self.type = world, stack, logical, type
        self.properties = copy.deepcopy(properties)

    def take(self, name, default=None):
        return self.properties.pop(name, default)

    def api(self, service):
        return self.world.client(service)

    def tags(self, name="Tags"):
        """Its own and the stack's; those of its own count."""
        own = {tag["Key"]: text_of(tag["Value"]) for tag in self.take(name, [])}
        return [{"Key": key, "Value": value} for key, value in {**self.stack.tags, **own}.items()]

    def ec2_tags(self, kind):
        return [{"ResourceType": kind, "Tags": self.tags()}]

    def call(self, service, operation, renamed=(), **more):
        """Makes the call with all properties that are left, and `more`."""
        client = self.api(service)
        wanted = dict(self.properties)
        self.properties = {}
        for old, new in dict(renamed).items():
            if old in wanted:
                wanted[new] = wanted.pop(old)
        shape = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation]).input_shape
        return getattr(client, operation)(**fitted(shape, {**wanted, **more}, self.type))

    def name(self, limit=64):
        return f"{self.stack.name}-{self.logical}"[: limit - 13].strip("-") + "-" + self.world.random_suffix()


def fitted(shape, value, path):
    """The value as the API's model has it: names of members whatever their case, texts that are numbers or truth values."""
    if shape.type_name == "structure":
        if not isinstance(value, dict):
            raise Failure(f"{path}: expected an object, not {value!r}")
        members = {name.lower(): name for name in shape.members}
        result = {}
        for key, item in value.items():
            name = members.get(key.lower())
            if name is None:
                raise Failure(f"Encountered unsupported property {key} ({path})")
            result[name] = fitted(shape.members[name], item, f"{path}.{key}")
        return result
    if shape.type_name == "list":
        items = value if isinstance(value, list) else [value]
        return [fitted(shape.member, item, path) for item in items]
    if shape.type_name == "map":
        return {key: fitted(shape.value, item, f"{path}.{key}") for key, item in value.items()}
    if shape.type_name == "boolean":
        if text_of(value) not in ("true", "false"):
            raise Failure(f"{path}: {value!r} is not a boolean")
        return text_of(value) == "true"
    if shape.type_name in ("integer", "long", "float", "double"):
        try:
            return float(value) if shape.type_name in ("float", "double") else int(value)
        except (TypeError, ValueError):
            raise Failure(f"{path}: {value!r} is not a number")
    if shape.type_name == "string":
        if isinstance(value, (dict, list)):
            raise Failure(f"{path}: expected String")
        return text_of(value)
    return value
