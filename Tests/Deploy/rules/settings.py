"""What programs are told by their environment."""

import functools
import pathlib
import re

from model.tasks import BACKENDS, containers, program, seconds
from rules.book import rule

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Names that the sources put together from parts, with where they do.
COMPUTED = re.compile(
    r"(STOCK_PRICE|WEATHER|TWITCH|GOODREADS)_(SERVICE|USERNAME|PASSWORD)"  # Services/Portal, Chassis/Access
    r"|SERVICE_(\d+_)?[A-Z_]+"  # Chassis/Registration: Registrator's variables
    r"|AWS_ENDPOINT_URL_[A-Z0-9_]+"  # AWS/Calls
)

SECRET = re.compile(r"(KEY|SECRET|TOKEN|PASSWORD|CREDENTIALS?)$")

# The names in the zone that the portal asks for by itself: Services/Portal.
NAMES = {
    "route53": {
        "StockPrice": "stockpriceapp",
        "Weather": "weatherapp",
        "Twitch": "twitchapp",
        "Goodreads": "goodreadsapp",
    },
    "weave": {"StockPrice": "stockprice", "Weather": "weather", "Twitch": "twitch", "Goodreads": "goodreads"},
    "consul": BACKENDS,
    "cloudmap": BACKENDS,
}


@functools.cache
def read_by(program):
    """Words in the sources of a program that can be names of settings."""
    folder = program.title().replace("-", "")
    places = [ROOT / "Sources/Modules"]
    places += [ROOT / f"Sources/{kind}/{folder}" for kind in ("Services", "Tools")]
    words = set()
    for place in places:
        for path in place.rglob("*.swift"):
            words.update(re.findall(r'"([A-Z][A-Z0-9_]{2,})"', path.read_text(encoding="utf-8")))
    return words


def unknown(program, names):
    return [name for name in names if name not in read_by(program) and not COMPUTED.fullmatch(name)]


@rule("settings-known", "A variable that nobody reads is misspelt, or promises what does not happen.")
def known(deployment):
    for container in containers(deployment):
        names = list(container.environment) + [secret["Name"] for secret in container.get("Secrets", [])]
        for name in unknown(container.name, names) if container.is_ours else []:
            yield container.place, f"{name} is no setting of {container.name}"
    for function in deployment.of_type("AWS::Lambda::Function"):
        image = re.search(r"/([a-z-]+):", str(function.get("Code", "ImageUri", default="")))
        for name in unknown(image.group(1), function.get("Environment", "Variables", default={})) if image else []:
            yield function.place, f"{name} is no setting of {image.group(1)}"


@rule("settings-secrets", "The environment of a task definition is read by everybody who may look at one.")
def secrets(deployment):
    for container in containers(deployment):
        for name in container.environment:
            if SECRET.search(name):
                yield container.place, f"{name} stands in Environment: it belongs to Secrets"


@rule("settings-keys", "A program gets the keys that the parameters name, from that one secret, and nobody else's.")
def keys(deployment):
    arn = deployment.own.parameters.get("KeysSecretArn", "")
    listed = [name for name in str(deployment.own.parameters.get("KeysInSecret", "")).split(",") if name]
    given = []
    for container in containers(deployment):
        for secret in container.get("Secrets", []):
            # A secret that the deployment makes by itself holds no keys.
            if deployment.find(secret["ValueFrom"]):
                continue
            name = secret["Name"]
            given.append(name)
            if secret["ValueFrom"] != f"{arn}:{name}::" or not arn:
                yield container.place, f"{name} comes from {secret['ValueFrom']}, not from ${{KeysSecretArn}}:{name}::"
            if name not in listed:
                yield container.place, f"{name} is asked for, though KeysInSecret does not name it"
    for name in listed:
        if given.count(name) != 1:
            yield deployment.strategy, f"{name} in KeysInSecret goes to {given.count(name)} programs, not to one"


@rule("settings-data", "What a person chose is what backends do.")
def data(deployment):
    for name in BACKENDS.values():
        container = program(deployment, name)
        if container and container.environment.get("PROVIDER") != deployment.own.parameters.get("Provider"):
            yield container.place, "PROVIDER is not the parameter Provider"
        if (
            name == "weather"
            and container
            and container.environment.get("TEMP_SCALE") != deployment.own.parameters["TempScale"]
        ):
            yield container.place, "TEMP_SCALE is not the parameter TempScale"
    for container in containers(deployment):
        if container.is_ours and container.environment.get("LOG_LEVEL") != deployment.own.parameters.get("LogLevel"):
            yield container.place, "LOG_LEVEL is not the parameter LogLevel"


@rule("settings-patience", "Live data takes up to 10 s; a portal that waits for less gives up on what is just coming.")
def patience(deployment):
    portal = program(deployment, "portal")
    if not portal:
        return
    deadline = seconds(portal.environment.get("PORTAL_DEADLINE", "2s"))
    attempt = seconds(portal.environment.get("PORTAL_ATTEMPT_TIMEOUT", "1s"))
    wanted = (2, 1) if deployment.own.parameters.get("Provider") == "sample" else (10, 9.5)
    if (deadline, attempt) != wanted:
        yield portal.place, f"PORTAL_DEADLINE and PORTAL_ATTEMPT_TIMEOUT are {deadline} s and {attempt} s, not {wanted}"


@rule("settings-strategy", "The portal asks as the services are registered.")
def strategy(deployment):
    portal = program(deployment, "portal")
    if not portal:
        return
    told = portal.environment.get("DISCOVERY_STRATEGY")
    wanted = deployment.strategy.split("-")[0]
    # Consul is asked by DNS or by its API.
    if told != wanted and (wanted, told) != ("consul", "consul-api"):
        yield portal.place, f"DISCOVERY_STRATEGY is {told}, not {wanted}"
    zones = deployment.of_type("AWS::Route53::HostedZone", "AWS::ServiceDiscovery::PrivateDnsNamespace")
    domain = portal.environment.get("DISCOVERY_DOMAIN")
    if zones and domain not in [zone.get("Name") for zone in zones]:
        yield portal.place, f"DISCOVERY_DOMAIN is {domain}, which no zone of the template is"


@rule("settings-names", "Services are called as the portal asks for them.")
def names(deployment):
    names = NAMES.get(deployment.strategy.split("-")[0], {})
    portal = program(deployment, "portal")
    for prefix, name in names.items():
        variable = BACKENDS[prefix].upper().replace("-", "_") + "_SERVICE"
        name = portal.environment.get(variable, name) if portal else name
        service = deployment.resources.get(f"{deployment.strategy}/{prefix}Service")
        if service and service.get("ServiceName") != name:
            yield service.place, f"ServiceName is {service.get('ServiceName')}, where the portal asks for {name}"
        entry = deployment.resources.get(f"{deployment.strategy}/{prefix}DiscoveryService")
        if entry and entry.get("Name") != name:
            yield entry.place, f"Name is {entry.get('Name')}, where the portal asks for {name}"
