"""What the parts of a call cost, without the request: a program of its own that prints a table, with malloc interposed."""

import os
import shutil
import subprocess
import tempfile

import allocations
import servers

NAME = "micro"


def run():
    folder = tempfile.mkdtemp(prefix="bench-")
    try:
        library, file = os.path.join(folder, "libmalloc-counter.so"), os.path.join(folder, "count")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, allocations.SOURCE], check=True)
        with open(file, "wb") as counter:
            counter.write(bytes(8))
        program = os.path.join(servers.ROOT, ".build/release/micro-benchmarks")
        environment = dict(os.environ, LD_PRELOAD=library, MALLOC_COUNTER_FILE=file)
        return subprocess.run(
            [program], env=environment, check=True, capture_output=True, text=True, timeout=120).stdout.strip()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
