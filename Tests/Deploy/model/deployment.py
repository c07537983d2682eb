"""The three stacks of one strategy together, each given what the ones before it put out."""

import re

from model.rendering import Rendering

# What `up` finds out by itself.
GIVEN = {
    "ImageRegistry": "210987654321.dkr.ecr.eu-west-1.amazonaws.com/found-by-name",
    "ImageTag": "1.0.0",
}

LAYERS = ("network", "cluster")


class Resource:
    """A resource as rendered; `place` says where for people."""

    def __init__(self, stack, name, body):
        self.stack, self.name, self.body = stack, name, body
        self.type = body["Type"]
        self.properties = body.get("Properties", {})
        self.place = f"{stack}: {name}"

    def get(self, *path, default=None):
        value = self.properties
        for key in path:
            if not isinstance(value, dict) or key not in value:
                return default
            value = value[key]
        return value


class Deployment:
    """`templates` has the templates by the names of their stacks: network, cluster, and the strategy's."""

    def __init__(self, strategy, templates, settings=None, layer_settings=None):
        self.strategy = strategy
        self.templates = templates
        self.settings = settings or {}
        self.stacks = {}
        self.outputs = dict(GIVEN)
        for stack, template in templates.items():
            chosen = dict(self.outputs)
            if stack in LAYERS:
                chosen.update(layer_settings or {})
            chosen.update(self.settings)
            rendering = Rendering(stack, template, chosen)
            self.stacks[stack] = rendering
            self.outputs.update(rendering.outputs)
        self.resources = {
            f"{stack}/{name}": Resource(stack, name, body)
            for stack, rendering in self.stacks.items()
            for name, body in rendering.resources.items()
        }

    @property
    def own(self):
        """The strategy's own stack."""
        return self.stacks[self.strategy]

    def of_type(self, *types):
        return [resource for resource in self.resources.values() if resource.type in types]

    def find(self, reference):
        """The resource that a rendered value refers to, or None."""
        match = re.fullmatch(r"(?:ref|att):([^/]+/[A-Za-z0-9]+)(?:\..+)?", str(reference))
        return self.resources.get(match.group(1)) if match else None
