"""ECS tasks and services of a deployment, and what belongs together."""

import re

BACKENDS = {
    "StockPrice": "stock-price",
    "Weather": "weather",
    "Twitch": "twitch",
    "Goodreads": "goodreads",
}
PROGRAMS = {"Portal": "portal", **BACKENDS}

# The programs' own defaults, in seconds: Sources/Modules/Chassis.
DEFAULTS = {"DRAIN_DELAY": "0s", "DRAIN_TIMEOUT": "10s", "REQUEST_TIMEOUT": "10s", "HTTP_IDLE_TIMEOUT": "75s"}


def seconds(text):
    """As our programs read it."""
    match = re.fullmatch(r"(\d+)(ms|s|m|h)", str(text))
    if not match:
        raise ValueError(f'"{text}" is no time such as 10s')
    return int(match.group(1)) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[match.group(2)]


class Container:
    def __init__(self, task, body):
        self.task, self.body = task, body
        self.name = body.get("Name", "")
        self.place = f"{task.place} / {self.name}"
        self.is_ours = self.name in PROGRAMS.values()

    def get(self, key, default=None):
        return self.body.get(key, default)

    @property
    def environment(self):
        return {entry["Name"]: entry["Value"] for entry in self.get("Environment", [])}

    def seconds(self, key):
        return seconds(self.environment.get(key, DEFAULTS[key]))

    @property
    def options(self):
        return self.get("LogConfiguration", {}).get("Options", {})


def tasks(deployment):
    return deployment.of_type("AWS::ECS::TaskDefinition")


def services(deployment):
    return deployment.of_type("AWS::ECS::Service")


def containers_of(task):
    return [Container(task, body) for body in task.get("ContainerDefinitions", default=[])]


def containers(deployment):
    return [container for task in tasks(deployment) for container in containers_of(task)]


def services_of(deployment, task):
    return [service for service in services(deployment) if deployment.find(service.get("TaskDefinition")) is task]


def program(deployment, name):
    """The container of one of our programs, or None."""
    return next((container for container in containers(deployment) if container.name == name), None)


def service_of(deployment, name):
    """The service that runs one of our programs, or None."""
    container = program(deployment, name)
    found = services_of(deployment, container.task) if container else []
    return found[0] if found else None
