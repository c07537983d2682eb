"""The container engine, docker or podman, as its command line shows it, and compose with it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Failure(Exception):
    """What a test found wrong, as a sentence."""


class Engine:
    def __init__(self, command):
        self.command = command
        self.is_podman = "podman" in self.run("version", check=False).lower()

    def run(self, *arguments, check=True, environment=None, patience=300):
        """What the command prints. Raises `Failure` where it fails, unless told that it may."""
        done = subprocess.run(
            [self.command, *arguments], cwd=ROOT, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=patience)
        if check and done.returncode != 0:
            raise Failure(f"{self.command} {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done.stdout.strip()

    def run_here(self, script, *arguments):
        """What a script of this repository prints, working with the same engine."""
        done = subprocess.run(
            [os.path.join(ROOT, script), *arguments], cwd=ROOT, env={**os.environ, "DOCKER": self.command},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
        if done.returncode != 0:
            raise Failure(f"{script} {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done.stdout

    def succeeds(self, *arguments):
        return subprocess.run(
            [self.command, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=60).returncode == 0

    def is_healthy(self, container):
        # Podman leaves it to systemd to make the checks, which is not everywhere; so it is asked to make one.
        if self.is_podman:
            return self.succeeds("healthcheck", "run", container)
        return self.run("inspect", "--format", "{{.State.Health.Status}}", container) == "healthy"

    def await_healthy(self, container, patience=60):
        until = time.monotonic() + patience
        while not self.is_healthy(container):
            if self.run("inspect", "--format", "{{.State.Running}}", container) != "true":
                raise Failure(f"{container} has ended:\n{self.run('logs', container)[-3000:]}")
            if time.monotonic() > until:
                raise Failure(f"{container} is not healthy after {patience} s:\n{self.run('logs', container)[-3000:]}")
            time.sleep(0.5)

    def published_port(self, container, port):
        return int(self.run("port", container, str(port)).splitlines()[0].rsplit(":", 1)[1])


class Socket:
    """The engine's API for a container that asks for it: Docker's own socket, or one that podman serves meanwhile."""

    def __init__(self, engine):
        self.engine, self.service, self.folder = engine, None, None
        self.path = os.environ.get("DOCKER_SOCKET", "/var/run/docker.sock")

    def __enter__(self):
        if self.engine.is_podman and "DOCKER_SOCKET" not in os.environ:
            self.folder = tempfile.mkdtemp()
            self.path = os.path.join(self.folder, "podman.sock")
            self.service = subprocess.Popen(
                [self.engine.command, "system", "service", "--time", "0", f"unix://{self.path}"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until = time.monotonic() + 20
            while not os.path.exists(self.path) and time.monotonic() < until:
                time.sleep(0.1)
        return self.path

    def __exit__(self, *_):
        if self.service:
            self.service.terminate()
            self.service.wait(20)
            shutil.rmtree(self.folder, ignore_errors=True)


class Compose:
    """One compose project, with the containers of one profile."""

    BACKENDS = ["stock-price", "weather", "twitch", "goodreads"]
    BESIDE = {
        "weave": [], "consul": ["consul"], "registrator": ["consul", "registrator"], "route53": ["nameserver"],
        "cloudmap": ["nameserver"],
    }

    def __init__(self, engine, profile, port, version, api):
        self.engine, self.profile, self.port = engine, profile, port
        self.name = "found-by-name-test"
        self.environment = {
            "COMPOSE_PROFILES": profile, "PORT": str(port), "VERSION": version, "PROVIDER": "sample",
            "LOG_LEVEL": "warning", "DOCKER_SOCKET": api,
        }
        self.services = ["portal", *self.BACKENDS, *self.BESIDE[profile]]

    def run(self, *arguments, check=True):
        return self.engine.run(
            "compose", "-p", self.name, *arguments, check=check, environment=self.environment)

    def up(self):
        # Old versions of podman-compose start the containers of all profiles unless told which ones.
        self.run("up", "-d", "--no-build", *self.services)

    def down(self):
        if self.engine.is_podman:
            # Which leaves the network there, and what was started beside.
            for container in self.containers(also_ended=True):
                self.engine.run("rm", "-f", "-t", "2", container, check=False)
            self.engine.run("network", "rm", "-f", f"{self.name}_suite", check=False)
        else:
            self.run("down", "--remove-orphans", check=False)

    def containers(self, service=None, also_ended=False):
        """Their names."""
        filters = ["--filter", f"label=com.docker.compose.project={self.name}"]
        if service:
            filters += ["--filter", f"label=com.docker.compose.service={service}"]
        return self.engine.run("ps", *(["-a"] if also_ended else []), *filters, "--format", "{{.Names}}").split()

    def scale(self, service, count):
        """As `--scale` does while the rest runs, which podman-compose cannot: there it starts what is missing."""
        if not self.engine.is_podman:
            self.run("up", "-d", "--no-build", "--no-recreate", "--scale", f"{service}={count}", service)
            return
        for number in range(len(self.containers(service)), count):
            name = f"{self.name}_{service}_more{number}"
            self.run("run", "-d", "-T", "--no-deps", "--name", name, service)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
