"""Good templates made wrong, each in one way: the rule it is for must find it, and no other rule.

So every rule is seen to fail, and none fails for another's reason.
"""

import copy

from model.suite import Suite
from rules.book import RULES, findings_in_deployment, findings_over_templates

MUTATIONS = []


def mutation(rule, strategy="route53", **settings):
    """`settings` are the parameters with which the fault shows."""

    def write_down(change):
        MUTATIONS.append((rule, strategy, settings, change))
        return change

    return write_down


class Good:
    """Copies of the templates of one deployment, to be changed."""

    def __init__(self, suite, strategy):
        self.strategy = strategy
        self.templates = [copy.copy(suite.by_stack[name]) for name in suite.stacks(strategy)]
        for template in self.templates:
            template.body = copy.deepcopy(template.body)

    def body(self, stack=None):
        return next(template.body for template in self.templates if template.stack == (stack or self.strategy))

    def template(self, stack=None):
        return next(template for template in self.templates if template.stack == (stack or self.strategy))

    def resources(self, stack=None):
        return self.body(stack)["Resources"]

    def of(self, name, stack=None):
        """A resource's properties."""
        return self.resources(stack)[name]["Properties"]

    def container(self, prefix):
        return self.of(f"{prefix}Task")["ContainerDefinitions"][0]

    def setting(self, prefix, key):
        """The entry of one variable in a container's environment."""
        return next(entry for entry in self.container(prefix)["Environment"] if entry.get("Name") == key)

    def statement(self, role, sid, stack=None):
        document = self.of(role, stack)["Policies"][0]["PolicyDocument"]
        return next(entry for entry in document["Statement"] if entry.get("Sid") == sid)

    def attribute(self, name, property, key, stack=None):
        return next(entry for entry in self.of(name, stack)[property] if entry["Key"] == key)


def _found(templates, strategy, settings):
    suite = Suite(templates)
    return {*findings_over_templates(suite.templates), *findings_in_deployment(suite, strategy, settings)}


class Mutations:
    """What is wrong with them: there is none for a rule, none notices, or another rule does."""

    def __init__(self, suite):
        self.suite = suite
        self.before = {}

    def fired(self, strategy, settings, change):
        """The rules that find something which they did not find before the change."""
        key = (strategy, tuple(sorted(settings.items())))
        if key not in self.before:
            self.before[key] = _found(Good(self.suite, strategy).templates, strategy, settings)
        good = Good(self.suite, strategy)
        change(good)
        return {finding.rule for finding in _found(good.templates, strategy, settings) - self.before[key]}

    def faults(self):
        missing = [name for name in RULES if name not in _covered()]
        said = [f"the rule {name} has no mutation that shows that it can fail" for name in missing]
        for rule, strategy, settings, change in MUTATIONS:
            names = self.fired(strategy, settings, change)
            if names != {rule}:
                where = f"{change.__module__.split('.')[-1]}.{change.__name__}"
                said.append(f"the mutation {where} is found by {sorted(names) or 'no rule'}, not by {rule} alone")
        return said


def _covered():
    return {rule for rule, *_ in MUTATIONS}
