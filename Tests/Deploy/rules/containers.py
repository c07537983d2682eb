"""What a container may do, and what ECS knows of it."""

import re

from model.tasks import containers
from rules.book import rule


@rule(
    "container-image", "A fixed version of our own registry: with latest nobody knows what runs or what a rollback is."
)
def image(deployment):
    for container in containers(deployment):
        image = str(container.get("Image"))
        wanted = f"{deployment.outputs['ImageRegistry']}/{container.name}:{deployment.outputs['ImageTag']}"
        if container.is_ours and image != wanted:
            yield container.place, f"the image is {image}, not ${{ImageRegistry}}/{container.name}:${{ImageTag}}"
        if not container.is_ours and not re.search(r":[^/]*\d[^/]*$|@sha256:", image):
            yield container.place, f"the image {image} has no version"


@rule(
    "container-read-only", "Whoever breaks in finds nothing to write on, unless ECS Exec, which writes, was asked for."
)
def read_only(deployment):
    for container in containers(deployment):
        debug = str(deployment.own.parameters.get("Debug")) == "true"
        if not debug and container.get("ReadonlyRootFilesystem") is not True:
            yield container.place, "ReadonlyRootFilesystem is not true, though Debug is false"


@rule("container-capabilities", "Our programs need no privilege, so they have none to lose.")
def capabilities(deployment):
    for container in containers(deployment):
        held = (container.get("LinuxParameters") or {}).get("Capabilities", {})
        if held.get("Drop") != ["ALL"]:
            yield container.place, "LinuxParameters.Capabilities.Drop is not [ALL]"
        if held.get("Add"):
            yield container.place, f"capabilities are added: {held['Add']}"
        if container.get("Privileged"):
            yield container.place, "it is privileged"


@rule(
    "container-user",
    "A number that is not 0: a name is looked up in the image, and root is root on the machine as well.",
)
def user(deployment):
    for container in containers(deployment):
        user = str(container.get("User", ""))
        if not re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", user):
            yield container.place, f'User is "{user}", not numbers such as 65532:65532'


@rule(
    "container-health", "ECS does not look at an image's HEALTHCHECK, and an image without a shell runs no CMD-SHELL."
)
def health(deployment):
    for container in containers(deployment):
        command = (container.get("HealthCheck") or {}).get("Command")
        if container.is_ours and command != ["CMD", f"/app/{container.name}", "healthcheck"]:
            yield container.place, f"HealthCheck.Command is {command}, not [CMD, /app/{container.name}, healthcheck]"
        if not container.is_ours and (not command or command[0] not in ("CMD", "CMD-SHELL")):
            yield container.place, f"HealthCheck.Command is {command}, and begins neither with CMD nor with CMD-SHELL"


@rule("container-health-times", "ECS refuses other times when the task definition is registered, which no linter sees.")
def health_times(deployment):
    ranges = {"Interval": (5, 300, 30), "Timeout": (2, 60, 5), "Retries": (1, 10, 3), "StartPeriod": (0, 300, 0)}
    for container in containers(deployment):
        check = container.get("HealthCheck") or {}
        values = {key: int(check.get(key, usual)) for key, (_, _, usual) in ranges.items()}
        for key, (least, most, _) in ranges.items():
            if not least <= values[key] <= most:
                yield container.place, f"HealthCheck.{key} is {values[key]}, not {least} to {most}"
        if values["Timeout"] > values["Interval"]:
            yield container.place, "HealthCheck.Timeout is longer than Interval"


@rule("container-ports", "A task with an address of its own has its containers' ports and no others.")
def ports(deployment):
    for container in containers(deployment):
        for mapping in container.get("PortMappings", []):
            port, host = mapping.get("ContainerPort"), mapping.get("HostPort")
            if container.task.get("NetworkMode") == "awsvpc" and host not in (None, port):
                yield container.place, f"HostPort {host} is not ContainerPort {port}, which awsvpc refuses"
            if container.is_ours and port != 4567:
                yield container.place, f"ContainerPort is {port}, where our programs listen on 4567"
        if container.is_ours and not container.get("PortMappings"):
            yield container.place, "there are no PortMappings"


@rule("container-memory", "A container that grows is ended by its own limit, before the task is by another's.")
def memory(deployment):
    for container in containers(deployment):
        limit = container.get("Memory")
        whole = container.task.get("Memory")
        if limit is None:
            yield container.place, "it has no Memory"
        elif whole is not None and int(limit) > int(whole):
            yield container.place, f"Memory {limit} is more than the task's {whole}"


@rule("container-logs", "Logs that go nowhere, or under no name, are found by nobody.")
def logs(deployment):
    for container in containers(deployment):
        driver = (container.get("LogConfiguration") or {}).get("LogDriver")
        if driver != "awslogs":
            yield container.place, f"LogDriver is {driver}, not awslogs"
            continue
        for key in ("awslogs-group", "awslogs-region", "awslogs-stream-prefix"):
            if not container.options.get(key):
                yield container.place, f"the option {key} is missing"


@rule(
    "container-log-mode",
    "The usual mode is an account's setting, and one of the two stops a program whose log is stuck.",
)
def log_mode(deployment):
    for container in containers(deployment):
        mode, buffer = container.options.get("mode"), container.options.get("max-buffer-size")
        if mode != "non-blocking" or not re.fullmatch(r"\d+[km]", str(buffer)):
            yield (
                container.place,
                f"mode is {mode} and max-buffer-size {buffer}, not non-blocking and a size such as 4m",
            )


@rule("container-essential", "A task whose program ended is to be replaced, not to be kept.")
def essential(deployment):
    for container in containers(deployment):
        if container.is_ours and container.get("Essential") is not True:
            yield container.place, "Essential is not true"


@rule("container-init", "Our programs reap their children and hear SIGTERM; another process would only stand between.")
def init(deployment):
    for container in containers(deployment):
        if container.is_ours and (container.get("LinuxParameters") or {}).get("InitProcessEnabled"):
            yield container.place, "InitProcessEnabled is true"
