"""The processes that a fault is tried on: a name server, three instances of the weather service, and a portal that finds
them by one strategy. Each stack has loopback addresses of its own, so that several run side by side."""

import asyncio
import os
import signal
import subprocess
import time

from load import call

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.environ.get("PRODUCTS_DIR", os.path.join(ROOT, ".build/release"))
STRATEGIES = ["route53", "consul", "cloudmap", "weave"]

# Seconds that an answer of the zone holds. In AWS the first and third are 60; here a run must not take all day.
TTL = {"route53": 2, "consul": 0, "cloudmap": 2, "weave": 1}


class Process:
    """A program that was started, with its output in a file."""

    def __init__(self, program, environment, log):
        self.log = log
        with open(log, "ab") as output:
            # The pipe closes when this script ends, whatever its end, and with it goes the program.
            self.child = subprocess.Popen(
                [os.path.join(PROGRAMS, program)],
                env={"PATH": "/usr/bin:/bin", "STOP_WHEN_STDIN_CLOSES": "true", "LOG_FORMAT": "text", **environment},
                stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT)

    def send(self, number):
        if self.child.poll() is None:
            self.child.send_signal(number)

    async def end(self, number=signal.SIGTERM, grace=8):
        """Sends the signal and waits for the end, with force where it does not come."""
        self.send(signal.SIGCONT)
        self.send(number)
        deadline = time.monotonic() + grace
        while self.child.poll() is None:
            if time.monotonic() > deadline:
                self.child.kill()
            await asyncio.sleep(0.02)


class Stack:
    """`number` sets its loopback network apart from that of other stacks, and the process's id from that of other runs."""

    SERVICE = "weather"

    def __init__(self, strategy, number, folder, settings=None):
        self.strategy, self.number, self.folder = strategy, number, folder
        self.settings = settings or {}
        self.port, self.names_port, self.names_api, self.portal_port = 4567, 8600, 8500, 8080
        self.instances = {}
        self.names = self.portal = None

    def address(self, host):
        return f"127.{1 + os.getpid() % 250}.{self.number}.{host}"

    async def start(self):
        self.start_names()
        await self._await_health(self.address(250), self.names_api)
        for host in (1, 2):
            await self.start_instance(host)
        self.start_portal()
        await self._await_health(self.address(200), self.portal_port, path="/ready")

    def start_names(self):
        ttl = str(TTL[self.strategy])
        self.names = Process(
            "nameserver",
            {"DNS_LISTEN": f"{self.address(250)}:{self.names_port}", "HOST": self.address(250),
             "PORT": str(self.names_api), "ROUTE53_TTL": f"{ttl}s", "CLOUDMAP_TTL": f"{ttl}s"},
            os.path.join(self.folder, "nameserver.log"))

    def start_portal(self):
        self.portal = Process(
            "portal",
            {"HOST": self.address(200), "PORT": str(self.portal_port), "DISCOVERY_STRATEGY": self.strategy,
             "DISCOVERY_DNS_SERVER": f"{self.address(250)}:{self.names_port}", "DISCOVERY_PORT": str(self.port),
             "STATIC_DIR": os.path.join(ROOT, "static"), "PORTAL_START_PATIENCE": "0s", **self.settings},
            os.path.join(self.folder, "portal.log"))

    def launch(self, host, drain="0s"):
        """Starts an instance that no registry knows yet."""
        name = f"weather-{host}"
        self.instances[host] = Process(
            "weather",
            {"HOST": self.address(host), "PORT": str(self.port), "INSTANCE_ID": name, "CONTAINER_ID": name,
             "PROVIDER": "sample", "DRAIN_DELAY": drain, "DRAIN_TIMEOUT": "3s"},
            os.path.join(self.folder, f"{name}.log"))

    async def start_instance(self, host, drain="0s"):
        self.launch(host, drain)
        await self._await_health(self.address(host), self.port)
        await self.list(host)

    async def list(self, host, address=None, checked=True):
        """Puts an instance into the registry, which lists it once its first check passes; one without checks at once."""
        instance = {"address": address or self.address(host), "port": self.port}
        if checked:
            instance["check"] = {"http": "/health", "interval": "10s", "timeout": "1s"}
        await call(
            self.names_api, "PUT", f"/v1/services/{self.SERVICE}/instances/weather-{host}", instance,
            host=self.address(250))

    async def unlist(self, host):
        await call(
            self.names_api, "DELETE", f"/v1/services/{self.SERVICE}/instances/weather-{host}", host=self.address(250))

    async def discovery(self):
        """What the portal tells of the weather service."""
        document = await call(self.portal_port, "GET", "/discovery", host=self.address(200))
        return next(service for service in document["services"] if service["service"] == self.SERVICE)

    async def stop(self):
        processes = [self.portal, *self.instances.values(), self.names]
        await asyncio.gather(*(process.end() for process in processes if process is not None))

    @staticmethod
    async def _await_health(host, port, path="/health"):
        deadline = time.monotonic() + 20
        while True:
            try:
                await call(port, "GET", path, host=host)
                return
            except (OSError, RuntimeError, ValueError, IndexError) as error:
                if time.monotonic() > deadline:
                    raise RuntimeError(f"{host}:{port}{path} did not answer in time") from error
                await asyncio.sleep(0.05)
