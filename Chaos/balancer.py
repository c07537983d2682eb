#!/usr/bin/env python3
"""Tries what people meet where a load balancer stands between the portal and the instances, or before two portals, and
prints a table.

  balancer.py [--rate N]... [--fault WORDS]

HAProxy is in the place of an Application Load Balancer: at two addresses, with the health checks and the choice of a
target that deploy/route53/template.yaml and deploy/layers/cluster.yaml ask for, and without a second try of its own.
The programs are those that `make build` made. Takes some eight minutes.
"""

import argparse
import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from load import Load
from stack import Process, ROOT, Stack

HAPROXY = shutil.which("haproxy", path=os.environ["PATH"] + ":/usr/sbin")
COUNTS = {2: "two", 3: "three", 4: "four"}
FAULTS = [
    *((f"`kill -9` of one of {word} instances", lambda scene, count=count: scene.start_behind(count), signal.SIGKILL)
      for count, word in COUNTS.items()),
    ("stopped process (SIGSTOP), one of two instances", lambda scene: scene.start_behind(2), signal.SIGSTOP),
    ("told to stop (SIGTERM), one of two instances", lambda scene: scene.start_behind(2), signal.SIGTERM),
    ("`kill -9` of one of two portals", lambda scene: scene.start_before(), signal.SIGKILL),
    ("stopped process (SIGSTOP), one of two portals", lambda scene: scene.start_before(), signal.SIGSTOP),
    ("told to stop (SIGTERM), one of two portals", lambda scene: scene.start_before(), signal.SIGTERM),
]
CONFIGURATION = """
defaults
  mode http
  timeout connect 10s
  timeout client 60s
  timeout server 60s
  retries 0
  http-error status 503 content-type text/plain string "nobody"
frontend in
  {binds}
  default_backend instances
backend instances
  balance leastconn
  option httpchk GET /health
  timeout check 4s
  default-server check inter 5s fall 2 rise 2
  {servers}
"""


class Scene(Stack):
    """Instances and portals, with HAProxy before the ones or the others."""

    def __init__(self, folder):
        super().__init__("static", 9, folder)
        self.balancer = None
        self.portals = []

    @property
    def ends(self):
        return [f"{self.address(host)}:8081" for host in (101, 102)]

    async def start_behind(self, count):
        """`count` instances behind HAProxy, and a portal that knows HAProxy's two addresses."""
        await self.start_instances(count)
        await self.start_balancer({f"weather-{host}": f"{self.address(host)}:{self.port}" for host in self.instances})
        await self.start_portals([200], self.ends)
        return self.address(200), self.portal_port, self.instances[1]

    async def start_before(self):
        """HAProxy before two portals that know two instances."""
        await self.start_instances(2)
        await self.start_portals([200, 201], [f"{self.address(host)}:{self.port}" for host in self.instances])
        await self.start_balancer({f"portal-{host}": f"{self.address(host)}:{self.portal_port}" for host in (200, 201)})
        return self.address(101), 8081, self.portals[0]

    async def start_instances(self, count):
        for host in range(1, count + 1):
            self.launch(host, drain="15s")
        for host in self.instances:
            await self._await_health(self.address(host), self.port)

    async def start_portals(self, hosts, endpoints):
        names = ("STOCK_PRICE", "WEATHER", "TWITCH", "GOODREADS")
        for host in hosts:
            self.portals.append(Process(
                "portal",
                {"HOST": self.address(host), "PORT": str(self.portal_port), "DISCOVERY_STRATEGY": "static",
                 "DRAIN_DELAY": "15s", "STATIC_DIR": os.path.join(ROOT, "static"),
                 **{f"{name}_SERVICE": ",".join(endpoints) for name in names}},
                os.path.join(self.folder, f"portal-{host}.log")))
        for host in hosts:
            await self._await_health(self.address(host), self.portal_port, path="/ready")

    async def start_balancer(self, targets):
        path = os.path.join(self.folder, "haproxy.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                binds="\n  ".join(f"bind {end}" for end in self.ends),
                servers="\n  ".join(f"server {name} {target}" for name, target in targets.items())))
        with open(os.path.join(self.folder, "haproxy.log"), "wb") as log:
            self.balancer = subprocess.Popen(
                [HAPROXY, "-db", "-f", path], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        # Two good checks of each target.
        await asyncio.sleep(11)

    async def stop(self):
        if self.balancer is not None:
            self.balancer.kill()
            self.balancer.wait()
        await asyncio.gather(*(process.end() for process in [*self.portals, *self.instances.values()]))


async def attempt(start, number, rate):
    """All answers of 3 s before and 20 s after the signal."""
    folder = tempfile.mkdtemp(prefix="balancer-")
    scene = Scene(folder)
    try:
        host, port, victim = await start(scene)
        load = Load(host, port, "/weather/Paris", rate)
        load.start()
        try:
            await asyncio.sleep(3)
            victim.send(number)
            await asyncio.sleep(20)
        finally:
            await load.stop()
    finally:
        await scene.stop()
    shutil.rmtree(folder)
    return load.answers


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, action="append", help="requests a second; 20 and 100 by default")
    parser.add_argument("--fault", default="", help="faults whose name holds these words; all by default")
    options = parser.parse_args()
    if HAPROXY is None:
        sys.exit("haproxy is not on PATH")
    print("| what happens | requests/s | failed | for | slowest ms |\n|---|--:|--:|--:|--:|")
    for name, start, number in (fault for fault in FAULTS if options.fault in fault[0]):
        for rate in options.rate or [20, 100]:
            answers = await attempt(start, number, rate)
            failed = [answer.began for answer in answers if answer.failed]
            lasted = f"{max(failed) - min(failed):.1f} s" if failed else ""
            slowest = 1000 * max(answer.seconds for answer in answers)
            print(f"| {name} | {rate} | {len(failed)} of {len(answers)} | {lasted} | {slowest:.0f} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
