"""What an idle connection costs the server in memory."""

import resource
import shutil
import socket
import tempfile
import time
from dataclasses import dataclass

import servers

CONNECTIONS = 10_000


@dataclass
class Idle:
    silent: float  # bytes for a connection that has sent nothing yet
    used: float  # bytes for one that waits for its next request
    opened: int


def allow_many_files():
    """For this process and the servers it starts. As many as the system allows, at most what is needed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(65536, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def run(name, count=CONNECTIONS):
    folder = tempfile.mkdtemp(prefix="bench-")
    opened = []
    try:
        with servers.start(name, folder, False) as server:
            # What the first connections bring for good is not theirs: code and pools of the server.
            for _ in range(4):
                warm = [connect(server.port, index) for index in range(64)]
                for connection in warm:
                    ask(connection)
                close(warm)
                time.sleep(0.2)
            before = server.resident_bytes()
            for index in range(count):
                opened.append(connect(server.port, index))
            time.sleep(0.5)
            silent = server.resident_bytes() - before
            for connection in opened:
                ask(connection)
            time.sleep(0.5)
            used = server.resident_bytes() - before
            return Idle(silent=silent / count, used=used / count, opened=count)
    finally:
        close(opened)
        shutil.rmtree(folder, ignore_errors=True)


def connect(port, index):
    """From one of four loopback addresses, so that the ports of none of them run out."""
    return socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(f"127.0.0.{2 + index % 4}", 0))


def ask(connection):
    connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = b""
    while not answer.endswith(b"Hello, World!"):
        piece = connection.recv(4096)
        if not piece:
            raise RuntimeError("the server closed an idle connection: " + answer.decode(errors="replace"))
        answer += piece


def close(connections):
    for connection in connections:
        connection.close()
