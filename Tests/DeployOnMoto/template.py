"""Reads CloudFormation templates and works out what is in them for given parameters."""

import base64
import re

import yaml


class Failure(Exception):
    """What CloudFormation would refuse, with its reason."""


class NoValue:
    """What AWS::NoValue leaves of a property: nothing."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    pass


def short_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


Loader.add_multi_constructor("!", short_form)

SECTIONS = {
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs",
}


class Template:
    def __init__(self, body, given, before, pseudo, parameter_store):
        self.document = yaml.load(body, Loader)
        unknown = set(self.document) - SECTIONS
        if unknown:
            raise Failure(f"Invalid template property or properties {sorted(unknown)}")
        self.pseudo = pseudo
        self.parameters = self.read_parameters(given, before, parameter_store)
        self.conditions = {}
        self.attributes = None
        self.check_rules()

    def read_parameters(self, given, before, parameter_store):
        declared = self.document.get("Parameters", {})
        unknown = set(given) - set(declared)
        if unknown:
            raise Failure(f"Parameters: {sorted(unknown)} do not exist in the template")
        values = {}
        self.texts = {}
        for name, declaration in declared.items():
            text = given.get(name)
            if text is USE_PREVIOUS:
                text = before[name]
            if text is None and "Default" in declaration:
                text = str(declaration["Default"])
            if text is None:
                raise Failure(f"Parameters: [{name}] must have values")
            self.texts[name] = text
            values[name] = checked(name, text, declaration, parameter_store)
        return values

    def check_rules(self):
        for name, rule in self.document.get("Rules", {}).items():
            if "RuleCondition" in rule and not self.value(rule["RuleCondition"]):
                continue
            for assertion in rule["Assertions"]:
                if not self.value(assertion["Assert"]):
                    raise Failure(f"Template format error: rule {name}: {assertion.get('AssertDescription', 'assertion')}")

    def condition(self, name):
        if name not in self.conditions:
            if name not in self.document.get("Conditions", {}):
                raise Failure(f"Template error: unresolved condition dependency {name}")
            self.conditions[name] = self.value(self.document["Conditions"][name])
        return self.conditions[name]

    def resources(self):
        """Those that are to be there, each after what it needs."""
        wanted = {
            name: resource for name, resource in self.document["Resources"].items()
            if "Condition" not in resource or self.condition(resource["Condition"])
        }
        order, entered = [], set()

        def enter(name, path):
            if name in path:
                raise Failure(f"Circular dependency between resources: {path + [name]}")
            if name in entered:
                return
            for needed in sorted(self.needs(wanted[name])):
                if needed in wanted:
                    enter(needed, path + [name])
            entered.add(name)
            order.append(name)

        for name in wanted:
            enter(name, [])
        return {name: wanted[name] for name in order}

    def needs(self, resource):
        depends = resource.get("DependsOn", [])
        found = set([depends] if isinstance(depends, str) else depends)
        declared = self.document["Resources"]

        def walk(value):
            if isinstance(value, list):
                for item in value:
                    walk(item)
            elif isinstance(value, dict):
                if "Ref" in value and value["Ref"] in declared:
                    found.add(value["Ref"])
                elif "Fn::GetAtt" in value:
                    found.add(value["Fn::GetAtt"][0])
                elif "Fn::If" in value:
                    name, yes, no = value["Fn::If"]
                    walk(yes if self.condition(name) else no)
                else:
                    if "Fn::Sub" in value:
                        text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
                        for name in re.findall(r"\$\{([A-Za-z0-9]+)(?:\.[^}]*)?\}", text):
                            if name in declared:
                                found.add(name)
                    for item in value.values():
                        walk(item)

        walk(resource.get("Properties", {}))
        return found

    def outputs(self):
        return {
            name: str(self.value(output["Value"])) for name, output in self.document.get("Outputs", {}).items()
            if "Condition" not in output or self.condition(output["Condition"])
        }

    # Values

    def value(self, of):
        if isinstance(of, list):
            return [value for value in map(self.value, of) if value is not NoValue]
        if not isinstance(of, dict):
            return of
        if len(of) == 1:
            (key, argument), = of.items()
            if key == "Ref":
                return self.reference(argument)
            if key == "Condition" and isinstance(argument, str):
                return self.condition(argument)
            if key.startswith("Fn::"):
                function = getattr(self, "fn_" + key[4:].lower(), None)
                if function is None:
                    raise Failure(f"the intrinsic function {key} is not known to this test")
                return function(argument)
        return {key: value for key, value in ((key, self.value(item)) for key, item in of.items()) if value is not NoValue}

    def reference(self, name):
        if name == "AWS::NoValue":
            return NoValue
        if name in self.pseudo:
            return self.pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        if self.attributes is not None and name in self.attributes:
            return self.attributes[name]["Ref"]
        raise Failure(f"Template format error: Unresolved resource dependencies [{name}]")

    def fn_getatt(self, argument):
        name, attribute = argument
        known = (self.attributes or {}).get(name)
        if known is None:
            raise Failure(f"Template error: instance of Fn::GetAtt references undefined resource {name}")
        if attribute not in known:
            raise Failure(f"Requested attribute {attribute} of {name} is not known to this test")
        return known[attribute]

    def fn_sub(self, argument):
        text, own = (argument, {}) if isinstance(argument, str) else argument

        def replace(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in own:
                return text_of(self.value(own[name]))
            if "." in name:
                return text_of(self.fn_getatt(name.split(".", 1)))
            return text_of(self.reference(name))

        return re.sub(r"\$\{([^}]+)\}", replace, text)

    def fn_join(self, argument):
        return argument[0].join(text_of(value) for value in self.value(argument[1]))

    def fn_split(self, argument):
        return self.value(argument[1]).split(argument[0])

    def fn_select(self, argument):
        return self.value(argument[1])[int(self.value(argument[0]))]

    def fn_if(self, argument):
        return self.value(argument[1] if self.condition(argument[0]) else argument[2])

    def fn_equals(self, argument):
        one, other = map(self.value, argument)
        return text_of(one) == text_of(other) if not isinstance(one, list) else one == other

    def fn_not(self, argument):
        return not self.value(argument[0])

    def fn_and(self, argument):
        return all(self.value(argument))

    def fn_or(self, argument):
        return any(self.value(argument))

    def fn_contains(self, argument):
        return self.value(argument[1]) in self.value(argument[0])

    def fn_findinmap(self, argument):
        found = self.document["Mappings"]
        for key in argument[:3]:
            found = found[text_of(self.value(key))]
        return found

    def fn_getazs(self, argument):
        return [(self.value(argument) or self.pseudo["AWS::Region"]) + letter for letter in "abc"]

    def fn_base64(self, argument):
        return base64.b64encode(self.value(argument).encode()).decode()


USE_PREVIOUS = object()


def text_of(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def checked(name, text, declaration, parameter_store):
    kind = declaration["Type"]
    allowed = declaration.get("AllowedValues")
    items = text.split(",") if kind == "CommaDelimitedList" or kind.startswith("List<") else [text]
    if kind.startswith("AWS::SSM::Parameter::Value<"):
        return parameter_store(text)
    for item in items:
        if allowed is not None and item not in map(text_of, allowed):
            raise Failure(f"Parameter {name} failed to satisfy constraint: Member must satisfy enum value set: {allowed}")
        pattern = declaration.get("AllowedPattern")
        if pattern is not None and not re.fullmatch(pattern, item):
            raise Failure(f"Parameter {name} failed to satisfy constraint: {declaration.get('ConstraintDescription', pattern)}")
    if kind == "Number":
        number = float(text) if "." in text else int(text)
        if not declaration.get("MinValue", number) <= number <= declaration.get("MaxValue", number):
            raise Failure(f"Parameter {name} is {text}: out of range")
        return number
    return text if len(items) == 1 and not (kind == "CommaDelimitedList" or kind.startswith("List<")) else items
