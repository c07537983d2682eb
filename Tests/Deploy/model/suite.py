"""All templates of the repository, and the deployments that can be made of them."""

import pathlib

import yaml

from model.deployment import Deployment, LAYERS
from model.reading import read_template

ROOT = pathlib.Path(__file__).resolve().parents[3]
HERE = pathlib.Path(__file__).resolve().parents[1]

KEYS = (
    "FINNHUB_API_KEY TWELVE_DATA_API_KEY ALPHAVANTAGE_API_KEY OPENWEATHERMAP_API_KEY OPEN_METEO_API_KEY "
    "MET_NORWAY_CONTACT TWITCH_CLIENT_ID TWITCH_CLIENT_SECRET GOODREADS_KEY GOOGLE_BOOKS_API_KEY OPENLIBRARY_CONTACT"
).split()
SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:keys-AbCdEf"


class Template:
    """`stack` is what the deployment calls it: network, cluster, consul-machines, consul, weave-ec2. A strategy may
    have a layer of its own, machines.yaml, between the others and its template."""

    def __init__(self, path, body, size):
        self.path, self.body, self.size = str(path), body, size
        folder, stem = path.parent.name, path.stem
        self.is_layer = folder == "layers" or stem == "machines"
        self.is_strategy = not self.is_layer
        self.stack = stem if folder == "layers" else folder if stem == "template" else f"{folder}-{stem}"
        self.folder = folder


def read_templates():
    paths = sorted((ROOT / "deploy").glob("*/*.yaml"))
    return [Template(path.relative_to(ROOT), read_template(path), path.stat().st_size) for path in paths]


def read_settings(template):
    """What a deployment of this template gives the layers, and what it cannot do without: given.yaml and layer.env."""
    given = yaml.safe_load((HERE / "given.yaml").read_text(encoding="utf-8")).get(template.path, {})
    layers = dict(given.get("layers", {}))
    file = ROOT / "deploy" / template.folder / "layer.env"
    if file.exists() and pathlib.Path(template.path).stem == "template":
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        layers.update(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return layers, given.get("parameters", {})


def variations(bodies):
    """Settings that are worth a look: each choice alone, keys, a certificate, a topic."""
    yield "", {}
    for body in bodies:
        for name, parameter in body.get("Parameters", {}).items():
            others = [value for value in parameter.get("AllowedValues", []) if value != parameter.get("Default")]
            for value in others if len(others) < 6 else others[-1:]:
                yield f"{name}={value}", {name: value}
    yield "with all keys", {"KeysSecretArn": SECRET, "KeysInSecret": ",".join(KEYS)}
    yield "with one key", {"KeysSecretArn": SECRET, "KeysInSecret": "TWITCH_CLIENT_SECRET"}
    certificate = "arn:aws:acm:eu-west-1:210987654321:certificate/1"
    yield "with a certificate", {"CertificateArn": certificate, "PortalHostName": "portal.example.com"}
    yield "with a topic", {"AlarmTopicArn": "arn:aws:sns:eu-west-1:210987654321:alarms"}
    yield (
        "with a key in KMS",
        {
            "KeysSecretArn": SECRET,
            "KeysKmsKeyArn": "arn:aws:kms:eu-west-1:210987654321:key/1",
        },
    )


class Suite:
    def __init__(self, templates):
        self.templates = templates
        self.by_stack = {template.stack: template for template in templates}

    @property
    def strategies(self):
        return [template for template in self.templates if template.is_strategy]

    def stacks(self, strategy):
        """Those of a strategy's deployment, in the order in which they are made."""
        return [*LAYERS, *[stack for stack in (f"{strategy}-machines",) if stack in self.by_stack], strategy]

    def deployment(self, strategy, settings=None):
        template = self.by_stack[strategy]
        layers, given = read_settings(template)
        bodies = {stack: self.by_stack[stack].body for stack in self.stacks(strategy)}
        return Deployment(strategy, bodies, {**given, **(settings or {})}, layers)

    def variations(self, strategy):
        own = self.by_stack[strategy]
        # A target type is the strategy's own choice, made in its settings.
        fixed = set(read_settings(own)[0]) | {"PortalTargetType"}
        bodies = [self.by_stack[stack].body for stack in self.stacks(strategy)]
        for label, settings in variations(bodies):
            if not fixed & set(settings):
                yield label, settings
