"""The registrar's permissions as the template gives them, written down with the names of the registrar's own tests.

Those tests hold it to this file, and this holds the file to the template: so what the template allows is enough.
"""

import json

from model.suite import HERE
from rules.permissions import statements

FILE = HERE / "registrar-policy.json"

# As the tests call their world: Tests/AWSDouble, Tests/RegistrarTests/Support.
NAMES = {
    "ref:route53/HostedZone": "Z0000000EXAMPLE",
    "att:cluster/Cluster.Arn": "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
    "ref:cluster/Cluster": "main",
    "att:route53/RegistrarLogGroup.Arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/found-by-name/registrar:*",
    "att:route53/DeadLetterQueue.Arn": "arn:aws:sqs:eu-west-1:123456789012:dead-letters",
    "210987654321": "123456789012",
}


def policy(suite):
    deployment = suite.deployment("route53")
    own = [statement for resource, statement in statements(deployment) if resource.name == "RegistrarRole"]
    text = json.dumps({"Version": "2012-10-17", "Statement": own}, indent=2)
    for reference, name in NAMES.items():
        text = text.replace(reference, name)
    return text + "\n"


def record(suite):
    FILE.write_text(policy(suite), encoding="utf-8")


def faults(suite):
    if not FILE.exists() or FILE.read_text(encoding="utf-8") != policy(suite):
        return [f"{FILE.name} is not what the template allows: scripts/check-templates --record writes it anew"]
    return []
