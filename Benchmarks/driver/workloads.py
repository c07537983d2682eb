"""What is measured, against whom, and the figures to reach."""

from dataclasses import dataclass


@dataclass
class Workload:
    name: str
    title: str
    path: str
    connections: int
    peers: list
    kind: str = "get"
    # Access log and metrics on, in all servers that have them.
    observed: bool = False


JSON = "/json/AAPL"

ALL = [
    Workload("json", "JSON route, 64 connections, log and metrics on", JSON, 64,
             ["hummingbird", "niohttp1", "nginx", "epoll", "flyingfox"], observed=True),
    Workload("json-bare", "JSON route, 64 connections, no log, no metrics", JSON, 64,
             ["hummingbird", "niohttp1", "nginx"]),
    Workload("json-512", "JSON route, 512 connections", JSON, 512, ["hummingbird", "niohttp1", "nginx"]),
    Workload("plaintext", "plaintext, 64 connections", "/plaintext", 64, ["hummingbird", "niohttp1", "nginx", "epoll"]),
    Workload("pipelined", "plaintext, 64 connections, 16 requests in one write", "/plaintext", 64,
             ["hummingbird", "niohttp1", "nginx", "epoll"], kind="pipeline"),
    Workload("short", "JSON route, a connection for each request", JSON, 64,
             ["hummingbird", "niohttp1", "nginx", "epoll"], kind="close"),
    Workload("upload", "a body of 1 MiB up, 16 connections", "/upload", 16,
             ["hummingbird", "niohttp1"], kind="upload"),
    Workload("download", "a body of 1 MiB down, 16 connections", "/large", 16, ["hummingbird", "niohttp1", "nginx"]),
]
# They write no access log, whatever they are asked for.
WITHOUT_LOG = ["niohttp1", "niohttp1-static", "epoll", "flyingfox"]

IDLE = "idle"
IDLE_PEERS = ["hummingbird", "niohttp1", "nginx", "epoll"]

ALLOCATIONS = "allocations"
ALLOCATION_PEERS = ["hummingbird", "niohttp1", "niohttp1-static"]
# Title, path, and whether access log and metrics are on.
ALLOCATION_PATHS = [("plaintext", "/plaintext", False), ("JSON", JSON, False), ("JSON, log and metrics on", JSON, True)]


@dataclass
class Target:
    """The figure `measure` of a workload, ours divided by the peer's, or ours alone where there is no peer."""

    workload: str
    measure: str
    peer: str
    limit: float
    at_least: bool


TARGETS = [
    Target("json", "rate", "hummingbird", 1.6, True),
    Target("json", "rate", "niohttp1", 1.15, True),
    Target("json", "rate", "nginx", 0.75, True),
    Target("json", "cpu", "hummingbird", 0.40, False),
    Target("pipelined", "rate", "hummingbird", 10, True),
    Target("pipelined", "rate", "nginx", 1, True),
    Target("json", "idle_rss", "", 14e6, False),
    Target("json", "loaded_rss", "", 14e6, False),
    Target("hop", "rate", "haproxy", 0.5, True),
    Target("hop", "added", "", 200, False),
    Target(IDLE, "idle_bytes", "", 8192, False),
    Target(ALLOCATIONS, "allocations", "", 3, False),
]
