#!/usr/bin/env python3
"""Tries what people meet where a load balancer stands between the portal and the instances, and prints a table.

  balancer.py [--rate N]...

HAProxy is in the place of an Application Load Balancer: at two addresses, with the health checks and the choice of a target
that deploy/route53/template.yaml asks for, and without a second try of its own. The programs are those that `make build` made.
Takes some four minutes.
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
FAULTS = [
    ("`kill -9` of one of two", 2, signal.SIGKILL),
    ("`kill -9` of one of three", 3, signal.SIGKILL),
    ("`kill -9` of one of four", 4, signal.SIGKILL),
    ("stopped process (SIGSTOP), one of two", 2, signal.SIGSTOP),
    ("told to stop (SIGTERM), one of two", 2, signal.SIGTERM),
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
    """Instances behind HAProxy, and a portal that knows HAProxy's two addresses."""

    def __init__(self, folder):
        super().__init__("static", 9, folder)
        self.balancer = None

    async def start(self, count):
        for host in range(1, count + 1):
            self.launch(host, drain="15s")
        for host in range(1, count + 1):
            await self._await_health(self.address(host), self.port)
        ends = [f"{self.address(host)}:8081" for host in (101, 102)]
        path = os.path.join(self.folder, "haproxy.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                binds="\n  ".join(f"bind {end}" for end in ends),
                servers="\n  ".join(
                    f"server weather-{host} {self.address(host)}:{self.port}" for host in range(1, count + 1)),
            ))
        with open(os.path.join(self.folder, "haproxy.log"), "wb") as log:
            self.balancer = subprocess.Popen(
                [HAPROXY, "-db", "-f", path], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        names = ("STOCK_PRICE", "WEATHER", "TWITCH", "GOODREADS")
        self.portal = Process(
            "portal",
            {"HOST": self.address(200), "PORT": str(self.portal_port), "DISCOVERY_STRATEGY": "static",
             "STATIC_DIR": os.path.join(ROOT, "static"), **{f"{name}_SERVICE": ",".join(ends) for name in names}},
            os.path.join(self.folder, "portal.log"))
        await self._await_health(self.address(200), self.portal_port, path="/ready")
        # Two good checks of each instance.
        await asyncio.sleep(11)

    async def stop(self):
        if self.balancer is not None:
            self.balancer.kill()
            self.balancer.wait()
        await asyncio.gather(*(process.end() for process in [self.portal, *self.instances.values()] if process))


async def attempt(count, number, rate):
    """All answers of 3 s before and 20 s after the signal."""
    folder = tempfile.mkdtemp(prefix="balancer-")
    scene = Scene(folder)
    load = Load(scene.address(200), scene.portal_port, "/weather/Paris", rate)
    try:
        await scene.start(count)
        load.start()
        await asyncio.sleep(3)
        scene.instances[1].send(number)
        await asyncio.sleep(20)
    finally:
        await load.stop()
        await scene.stop()
    shutil.rmtree(folder)
    return load.answers


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=int, action="append", help="requests a second; 20 and 100 by default")
    options = parser.parse_args()
    if HAPROXY is None:
        sys.exit("haproxy is not on PATH")
    print("| what happens | requests/s | failed | for | slowest ms |\n|---|--:|--:|--:|--:|")
    for name, count, number in FAULTS:
        for rate in options.rate or [20, 100]:
            answers = await attempt(count, number, rate)
            failed = [answer.began for answer in answers if answer.failed]
            lasted = f"{max(failed) - min(failed):.1f} s" if failed else ""
            slowest = 1000 * max(answer.seconds for answer in answers)
            print(f"| {name} | {rate} | {len(failed)} of {len(answers)} | {lasted} | {slowest:.0f} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
