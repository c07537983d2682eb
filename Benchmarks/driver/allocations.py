"""Allocations for a request on a connection kept alive, counted by interposing malloc."""

import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time

import servers

SOURCE = os.path.join(servers.ROOT, "Benchmarks/Sources/MallocCounter/malloc_counter.c")
WARM_UP, COUNTED = 100, 1000


def run(name, path, observed):
    folder = tempfile.mkdtemp(prefix="bench-")
    try:
        library, file = os.path.join(folder, "libmalloc-counter.so"), os.path.join(folder, "count")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, SOURCE], check=True)
        with open(file, "wb") as counter:
            counter.write(bytes(8))
        with servers.start(name, folder, observed, LD_PRELOAD=library, MALLOC_COUNTER_FILE=file) as server:
            with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
                ask(connection, path, WARM_UP)
                before = read(file)
                ask(connection, path, COUNTED)
                return (read(file) - before) / COUNTED
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read(file):
    with open(file, "rb") as counter:
        count = struct.unpack("=Q", counter.read(8))[0]
    if count == 0:
        raise RuntimeError("no allocation was counted: is malloc linked statically?")
    return count


def ask(connection, path, times):
    """Each request once the answer to the one before is complete."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for _ in range(times):
        connection.sendall(request)
        answer = b""
        while not complete(answer):
            piece = connection.recv(65536)
            if not piece:
                raise RuntimeError("the server closed the connection: " + answer.decode(errors="replace"))
            answer += piece
    # What the server does after its answer, such as the log line of the last one.
    time.sleep(0.2)


def complete(answer):
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return len(body) >= int(value)
    raise RuntimeError("an answer without Content-Length: " + head.decode(errors="replace"))
