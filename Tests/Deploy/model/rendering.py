"""A template with the values of its parameters, as plain JSON: what CloudFormation would make of it.

What only AWS knows stays a word: "ref:cluster/Cluster" for a reference to a resource of the stack "cluster",
"att:cluster/Cluster.Arn" for an attribute of it.
"""

import re

PSEUDO = {
    "AWS::AccountId": "210987654321",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackId": "arn:aws:cloudformation:eu-west-1:210987654321:stack/stack/1",
    "AWS::NotificationARNs": [],
}

NOTHING = object()


class RenderingError(Exception):
    """A template that CloudFormation would refuse."""


class Rendering:
    """`parameters` has what the stack is given; the rest are defaults."""

    def __init__(self, stack, template, parameters):
        self.stack = stack
        self.template = template
        self.parameters = {}
        for name, parameter in template.get("Parameters", {}).items():
            if name in parameters:
                value = parameters[name]
            elif "Default" in parameter:
                value = parameter["Default"]
            else:
                raise RenderingError(f"the parameter {name} has no default, and no layer has an output of this name")
            if parameter["Type"].startswith("AWS::SSM::Parameter::Value"):
                value = f"ssm:{value}"
            elif parameter["Type"].startswith(("List<", "CommaDelimitedList")):
                value = [part.strip() for part in str(value).split(",")]
            self.parameters[name] = value
        self.conditions = {}
        self.resources = {}
        for name, resource in template.get("Resources", {}).items():
            if self.holds(resource.get("Condition")):
                self.resources[name] = {key: self.value(part) for key, part in resource.items() if key != "Condition"}
        self.outputs = {
            name: self.value(output["Value"])
            for name, output in template.get("Outputs", {}).items()
            if self.holds(output.get("Condition"))
        }

    def holds(self, name):
        if name is None:
            return True
        if name not in self.conditions:
            if name not in self.template.get("Conditions", {}):
                raise RenderingError(f"there is no condition {name}")
            self.conditions[name] = self.value(self.template["Conditions"][name])
        return self.conditions[name]

    def value(self, node):
        """Without what is nothing."""
        result = self._value(node)
        return None if result is NOTHING else result

    def _value(self, node):
        if isinstance(node, list):
            return [part for part in (self._value(part) for part in node) if part is not NOTHING]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            name, argument = next(iter(node.items()))
            if name == "Ref":
                return self._ref(argument)
            if name == "Condition" and isinstance(argument, str):
                return self.holds(argument)
            if isinstance(name, str) and name.startswith("Fn::"):
                function = getattr(self, "_" + name[4:].lower(), None)
                if function is None:
                    raise RenderingError(f"{name} is not known here")
                return function(argument)
        pairs = ((key, self._value(part)) for key, part in node.items())
        return {key: part for key, part in pairs if part is not NOTHING}

    def _ref(self, name):
        if name == "AWS::NoValue":
            return NOTHING
        if name == "AWS::StackName":
            return self.stack
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self.parameters:
            return self.parameters[name]
        return f"ref:{self.stack}/{self._existing(name)}"

    def _existing(self, name):
        resource = self.template["Resources"].get(name)
        if resource is None:
            raise RenderingError(f"there is neither a resource nor a parameter {name}")
        if not self.holds(resource.get("Condition")):
            raise RenderingError(f"{name} is referred to, and not made under this condition")
        return name

    def _getatt(self, argument):
        name, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
        return f"att:{self.stack}/{self._existing(name)}.{attribute}"

    def _sub(self, argument):
        text, own = argument if isinstance(argument, list) else (argument, {})

        def filled(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in own:
                return str(self.value(own[name]))
            if "." in name:
                return str(self._getatt(name))
            return str(self._ref(name))

        return re.sub(r"\$\{([^}]+)\}", filled, text)

    def _join(self, argument):
        return str(argument[0]).join(str(part) for part in self.value(argument[1]))

    def _split(self, argument):
        return str(self.value(argument[1])).split(argument[0])

    def _select(self, argument):
        return self.value(argument[1])[int(self.value(argument[0]))]

    def _findinmap(self, argument):
        table, first, second = (str(self.value(part)) for part in argument[:3])
        try:
            return self.template["Mappings"][table][first][second]
        except KeyError as missing:
            raise RenderingError(f"the mapping {table} has no {missing} for {first}, {second}") from None

    def _getazs(self, argument):
        return [PSEUDO["AWS::Region"] + letter for letter in "abc"]

    def _importvalue(self, argument):
        return f"import:{self.value(argument)}"

    def _base64(self, argument):
        return self.value(argument)

    def _equals(self, argument):
        first, second = (self.value(part) for part in argument)
        return str(first) == str(second)

    def _not(self, argument):
        return not self.value(argument[0])

    def _and(self, argument):
        return all(self.value(part) for part in argument)

    def _or(self, argument):
        return any(self.value(part) for part in argument)

    def _if(self, argument):
        return self._value(argument[1] if self.holds(argument[0]) else argument[2])
