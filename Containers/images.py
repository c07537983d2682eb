"""Each image by itself: it starts on a file system that nobody can write, without privileges and as nobody, becomes healthy,
answers, and stops in time with exit code 0."""

import json
import time
import urllib.request

from engine import Failure
from function import test_function

MEGABYTE = 1_000_000

# What is asked of each, and what the answer must hold.
QUESTIONS = {
    "portal": (4567, "/", "<!doctype html>"),
    "stock-price": (4567, "/stock/AAPL", '"symbol":"AAPL"'),
    "weather": (4567, "/weather/Paris", '"city":"Paris"'),
    "twitch": (4567, "/game/Minecraft", '"name":"Minecraft"'),
    "goodreads": (4567, "/book/0316219282", '"isbn":"0316219282"'),
    "nameserver": (8601, "/v1/registry", '"services"'),
    # Listens inside of its container alone, and needs an engine: what it does is seen in its stack.
    "registrator": None,
}

# Runs in AWS Lambda as it is: its Runtime API asks the questions. The first setting is one that it cannot do without.
FUNCTIONS = {
    "registrar": [
        "REGISTRAR_ZONE_ID=Z0123456789ABC", "REGISTRAR_CLUSTER=main", "AWS_REGION=eu-west-1",
        "AWS_ACCESS_KEY_ID=test-key", "AWS_SECRET_ACCESS_KEY=test-key",
    ],
}
PROGRAMS = [*QUESTIONS, *FUNCTIONS]

# As Fargate and Lambda run them, and stricter.
UNPRIVILEGED = ["--read-only", "--cap-drop", "all", "--user", "65532:65532", "--security-opt", "no-new-privileges", "-m", "128m"]

LARGEST = {"portal": 60, "stock-price": 60, "weather": 60, "twitch": 60, "goodreads": 60}

SETTINGS = {
    "portal": [f"{name}_SERVICE=127.0.0.1:9" for name in ("STOCK_PRICE", "WEATHER", "TWITCH", "GOODREADS")],
}

# More than a drain takes, and what ECS gives by default.
GRACE = 30


def test_image(engine, program, version):
    """The size of the image in bytes. Raises `Failure`."""
    image = f"{program}:{version}"
    size = test_papers(engine, program, image)
    container = f"found-by-name-test-{program}"
    engine.run("rm", "-f", container, check=False)
    if program in FUNCTIONS:
        try:
            test_function(engine, image, container, FUNCTIONS[program], UNPRIVILEGED, GRACE)
        finally:
            engine.run("rm", "-f", container, check=False)
        return size
    if QUESTIONS[program] is None:
        engine.run("run", "--rm", *UNPRIVILEGED, image, "--version")
        return size
    port, target, wanted = QUESTIONS[program]
    settings = [word for setting in SETTINGS.get(program, []) for word in ("--env", setting)]
    try:
        engine.run(
            "run", "-d", "--name", container, *UNPRIVILEGED, "-p", f"127.0.0.1::{port}", "--env", "PROVIDER=sample",
            *settings, image)
        engine.await_healthy(container)
        answer = ask(engine.published_port(container, port), target)
        if wanted.lower() not in answer.lower():
            raise Failure(f"{image} answers {target} with {answer[:300]}")
        for shell in ("/bin/sh", "/bin/bash", "/usr/bin/dash"):
            if engine.succeeds("exec", container, shell, "-c", ":"):
                raise Failure(f"{image} has a shell: {shell}")
        began = time.monotonic()
        engine.run("stop", "-t", str(GRACE), container)
        status = engine.run("inspect", "--format", "{{.State.ExitCode}}", container)
        if status != "0" or time.monotonic() - began >= GRACE:
            raise Failure(f"{image} stopped with {status} after {time.monotonic() - began:.1f} s")
    finally:
        engine.run("rm", "-f", container, check=False)
    return size


def test_papers(engine, program, image):
    """What the image says of itself; returns its size."""
    told = json.loads(engine.run("image", "inspect", image))[0]
    config = told["Config"]
    labels = config.get("Labels") or {}
    expected = {
        "its user": (config.get("User"), "65532:65532"),
        "its entry point": (config.get("Entrypoint"), [f"/app/{program}"]),
        "its stop signal": (config.get("StopSignal") or told.get("StopSignal") or "SIGTERM", "SIGTERM"),
        "its title": (labels.get("org.opencontainers.image.title"), program),
    }
    for what, (found, wanted) in expected.items():
        if found != wanted:
            raise Failure(f"{image}: {what} is {found} instead of {wanted}")
    for label in ("version", "revision", "source", "licenses"):
        if not labels.get(f"org.opencontainers.image.{label}"):
            raise Failure(f"{image} has no label {label}")
    check = config.get("Healthcheck") or told.get("Healthcheck") or {}
    wanted = None if program in FUNCTIONS else ["CMD", f"/app/{program}", "healthcheck"]
    if check.get("Test") != wanted:
        raise Failure(f"{image} has the health check {check}")
    listed = json.loads(engine.run_here("deploy/images/sbom", image))["packages"]
    missing = {"libc6", "libssl3", "libcurl4", "swift", "swift-nio"} - {package["name"] for package in listed}
    if missing:
        raise Failure(f"{image}: its list of packages lacks {', '.join(sorted(missing))}")
    if told["Size"] > LARGEST.get(program, 60) * MEGABYTE:
        raise Failure(f"{image} has {told['Size'] / MEGABYTE:.1f} MB, over {LARGEST.get(program, 60)}")
    return told["Size"]


def ask(port, target, patience=5):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}", timeout=patience) as answer:
        return answer.read().decode()
