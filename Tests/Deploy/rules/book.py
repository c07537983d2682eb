"""Where rules are written down: a name, the reason in one sentence, and what finds the places that break it."""

from collections import namedtuple

from model.rendering import RenderingError

Rule = namedtuple("Rule", "name reason check over")
Finding = namedtuple("Finding", "rule strategy place message")

RULES = {}

# The rule that is no function: it is broken by whatever keeps the others from looking.
RENDERED = "template-rendered"


def rule(name, reason, over="deployment"):
    """`check` gets a deployment as rendered, or with over="templates" all templates as written, by their paths. It
    yields places and what is wrong there."""

    def write_down(check):
        assert name not in RULES, name
        RULES[name] = Rule(name, reason, check, over)
        return check

    return write_down


def findings_in_deployment(suite, strategy, settings):
    """What breaks rules in a deployment with these settings; where it cannot be rendered, that alone."""
    try:
        deployment = suite.deployment(strategy, settings)
    except RenderingError as error:
        yield Finding(RENDERED, strategy, suite.by_stack[strategy].path, str(error))
        return
    for known in RULES.values():
        if known.over == "deployment":
            for place, message in known.check(deployment):
                yield Finding(known.name, strategy, place, message)


def findings_over_templates(templates):
    for known in RULES.values():
        if known.over == "templates":
            for place, message in known.check(templates):
                yield Finding(known.name, "", place, message)


@rule(RENDERED, "What refers to nothing is refused by CloudFormation, at times with one choice of the parameters only.")
def rendered(deployment):
    return []
