"""What the system says of a running server: processor time and memory, of all its processes together."""

import os
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """One started server. Ended by `stop`, also where the driver fails."""

    def __init__(self, command, environment, port, folder, host="127.0.0.1"):
        self.host, self.port = host, port
        log = open(os.path.join(folder, "output.log"), "wb")
        with log:
            self.process = subprocess.Popen(
                command, env={"PATH": "/usr/bin:/bin", **environment}, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT)
        self._await_listening(os.path.join(folder, "output.log"))

    def _await_listening(self, log):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection((self.host, self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        self.stop()
        with open(log, errors="replace") as file:
            raise RuntimeError(f"{self.process.args[0]} does not listen on {self.host}:{self.port}:\n{file.read()[-2000:]}")

    def pids(self):
        """The process and its children: nginx works in them."""
        pid = self.process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [pid] + [int(child) for child in file.read().split()]

    def cpu_seconds(self):
        """User and system time so far."""
        ticks = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/stat") as file:
                # After the name, which may hold anything, utime and stime are the 12th and 13th.
                fields = file.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / TICKS

    def resident_bytes(self):
        """Resident memory. Pages that several processes of one server share count once."""
        pids = self.pids()
        name = "Rss:" if len(pids) == 1 else "Pss:"
        kilobytes = 0
        for pid in pids:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                kilobytes += next(int(line.split()[1]) for line in file if line.startswith(name))
        return kilobytes * 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
