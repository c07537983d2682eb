"""what_consul_starts.py [KEY=VALUE...]: what the stacks of the strategy consul start, as JSON for the end-to-end tests.

KEY=VALUE sets a parameter of the templates. The answer has, for Consul's servers and agents, their arguments and the
secret that their start script makes a file of; for machines of each kind, what they do at their first start; and the
environment of the containers of each service. References to what only AWS knows are words, as in model/rendering.py.
"""

import json
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]
# cfn-lint brings what reads YAML, where the system does not have it.
sys.path.append(str(root / ".build/tools/aws"))

from model.deployment import Deployment  # noqa: E402
from model.reading import read_template  # noqa: E402
from model.tasks import containers  # noqa: E402

PARTS = {
    "network": "deploy/layers/network.yaml",
    "cluster": "deploy/layers/cluster.yaml",
    "machines": "deploy/consul/machines.yaml",
    "consul": "deploy/consul/template.yaml",
}
# Of those that a template asks Secrets Manager to make up.
KEY = "abcdefghijklmnopqrstuvwxyz012345"


def configuration(deployment, container):
    """The text of the secret that the image's start script writes into a file."""
    reference = {secret["Name"]: secret["ValueFrom"] for secret in container.get("Secrets")}["CONSUL_LOCAL_CONFIG"]
    made = deployment.find(reference).get("GenerateSecretString")
    assert made["PasswordLength"] == len(KEY) and made["ExcludePunctuation"]
    return json.dumps(json.loads(made["SecretStringTemplate"]) | {made["GenerateStringKey"]: KEY})


def main():
    settings = dict(argument.split("=", 1) for argument in sys.argv[1:])
    layer = dict(line.split("=", 1) for line in (root / "deploy/consul/layer.env").read_text().split())
    templates = {stack: read_template(root / path) for stack, path in PARTS.items()}
    deployment = Deployment("consul", templates, settings, layer)
    by_name = {container.name: container for container in containers(deployment)}
    answer = {"consul": {}, "boot": {}, "environments": {}}
    for name in ("consul-server", "consul-agent"):
        container = by_name.pop(name)
        answer["consul"][name] = {
            "arguments": container.get("Command"),
            "configuration": configuration(deployment, container),
        }
    for name, container in by_name.items():
        answer["environments"][name] = container.environment
    for kind in ("Server", "Portal", "Backend"):
        data = deployment.resources[f"machines/{kind}Template"].get("LaunchTemplateData")
        answer["boot"][kind.lower()] = data["UserData"]
    json.dump(answer, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
