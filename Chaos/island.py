"""An instance on a network of its own, whose cable can be pulled: packets vanish, in both directions, without a word. Needs
the right to make network namespaces."""

import asyncio
import os
import shutil
import subprocess

from stack import PROGRAMS, Stack


class Island:
    """A network namespace joined to this machine by one virtual cable."""

    def __init__(self, stack, host):
        self.stack, self.host = stack, host
        self.name = f"chaos-{os.getpid()}-{stack.number}"
        self.cable = f"chaos{stack.number}"
        self.here, self.there = f"10.213.{stack.number}.1", f"10.213.{stack.number}.2"
        self.process = None

    @staticmethod
    def is_possible():
        if shutil.which("ip") is None:
            return False
        name = f"chaos-try-{os.getpid()}"
        if subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode != 0:
            return False
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
        return True

    async def open(self):
        for command in [
            f"ip netns add {self.name}",
            f"ip link add {self.cable} type veth peer name inner netns {self.name}",
            f"ip addr add {self.here}/30 dev {self.cable}",
            f"ip link set {self.cable} up",
            f"ip -n {self.name} addr add {self.there}/30 dev inner",
            f"ip -n {self.name} link set inner up",
            f"ip -n {self.name} link set lo up",
        ]:
            self._run(command)
        name = f"weather-{self.host}"
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", self.name, os.path.join(PROGRAMS, "weather")],
            env={"PATH": "/usr/sbin:/sbin:/usr/bin:/bin", "HOST": self.there, "PORT": str(self.stack.port),
                 "INSTANCE_ID": name, "CONTAINER_ID": name, "PROVIDER": "sample",
                 "STOP_WHEN_STDIN_CLOSES": "true"},
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await Stack._await_health(self.there, self.stack.port)

    def cut(self):
        """What leaves the island is thrown away, so that neither answers nor acknowledgements come back."""
        self._run(f"ip -n {self.name} route add blackhole {self.here}/32")

    def mend(self):
        self._run(f"ip -n {self.name} route del blackhole {self.here}/32")

    async def close(self):
        if self.process is not None:
            self.process.terminate()
            while self.process.poll() is None:
                await asyncio.sleep(0.02)
        subprocess.run(["ip", "link", "del", self.cable], capture_output=True, check=False)
        subprocess.run(["ip", "netns", "del", self.name], capture_output=True, check=False)

    @staticmethod
    def _run(command):
        result = subprocess.run(command.split(), capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"{command}: {result.stderr.strip()}")
