"""Where rules are written down: a name, the reason in one sentence, and what finds the places that break it."""

from collections import namedtuple

Rule = namedtuple("Rule", "name reason check over")
Finding = namedtuple("Finding", "rule strategy place message")

RULES = {}


def rule(name, reason, over="deployment"):
    """`check` gets a deployment as rendered, or with over="templates" all templates as written, by their paths. It
    yields places and what is wrong there."""

    def write_down(check):
        assert name not in RULES, name
        RULES[name] = Rule(name, reason, check, over)
        return check

    return write_down


def findings_in_deployment(deployment, names=None):
    for known in RULES.values():
        if known.over == "deployment" and (names is None or known.name in names):
            for place, message in known.check(deployment):
                yield Finding(known.name, deployment.strategy, place, message)


def findings_over_templates(templates):
    for known in RULES.values():
        if known.over == "templates":
            for place, message in known.check(templates):
                yield Finding(known.name, "", place, message)
