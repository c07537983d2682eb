"""One measured run: a fresh server, a warm-up, the load, and what both cost."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass

import servers

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wrk.lua")
FIGURES = re.compile(r"^figures requests=(\d+) microseconds=(\d+) p50=(\d+) p99=(\d+) failed=(\d+)$", re.MULTILINE)


@dataclass
class Run:
    rate: float  # requests in a second
    cpu: float  # microseconds of processor time of the server for a request
    p50: float  # milliseconds
    p99: float
    idle_rss: int  # bytes, before any request
    loaded_rss: int
    failed: int
    unlogged: int  # requests that the access log does not have, where there is one


def wrk(url, connections, kind, seconds):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "-s", SCRIPT, url, "--", kind]
    output = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    match = FIGURES.search(output.stdout)
    if output.returncode != 0 or not match:
        raise RuntimeError(f"{' '.join(command)} failed:\n{output.stdout}{output.stderr}")
    return [int(text) for text in match.groups()]


def run(name, workload, seconds):
    folder = tempfile.mkdtemp(prefix="bench-")
    try:
        with servers.start(name, folder, workload.observed) as server:
            url = f"http://127.0.0.1:{server.port}{workload.path}"
            # Until nginx has forked its workers.
            time.sleep(0.2)
            idle = server.resident_bytes()
            warm_up = wrk(url, workload.connections, workload.kind, 1)[0]
            cpu = server.cpu_seconds()
            requests, microseconds, p50, p99, failed = wrk(url, workload.connections, workload.kind, seconds)
            cpu = server.cpu_seconds() - cpu
            time.sleep(0.1)
            if requests == 0:
                raise RuntimeError(f"{name} answered nothing")
            loaded = server.resident_bytes()
            server.stop()
            unlogged = max(0, warm_up + requests - log_lines(folder)) if workload.observed else 0
            return Run(rate=requests / microseconds * 1e6, cpu=cpu / requests * 1e6, p50=p50 / 1e3, p99=p99 / 1e3,
                       idle_rss=idle, loaded_rss=loaded, failed=failed, unlogged=unlogged)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def log_lines(folder):
    """Lines of all that the server wrote: of its own log, or of nginx' file."""
    count = 0
    for name in ["output.log", "access.log"]:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                count += sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    return count
