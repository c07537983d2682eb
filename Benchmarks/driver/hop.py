"""The portal's way to a backend, against HAProxy and nginx doing the same: each finds two instances of the weather
service by DNS and passes `/weather/Paris` on. All write an access log."""

import contextlib
import os
import shutil
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

import load
import servers
from nameserver import NameServer
from process import Server, free_port

NAME = "hop"
DIRECT, OURS = "direct", "portal"
PEERS = ["haproxy", "nginx"]
PATH = "/weather/Paris"
ADDRESSES = ["127.0.1.1", "127.0.1.2"]


@dataclass
class Run:
    rate: float  # requests in a second, with 64 connections
    cpu: float  # microseconds of processor time of the front for a request, then
    p50: float  # microseconds, with one connection
    p99: float
    failed: int


def measure(peers, rounds, seconds, progress):
    """For each front a list of runs, one for each round."""
    fronts = [DIRECT, OURS] + peers
    runs = {front: [] for front in fronts}
    port = free_port()
    with contextlib.ExitStack() as stack:
        folders = [stack.enter_context(scratch()) for _ in ADDRESSES]
        names = stack.enter_context(NameServer(ADDRESSES, port))
        instances = [stack.enter_context(weather(address, port, folder)) for address, folder in zip(ADDRESSES, folders)]
        for turn in range(rounds):
            # Every other round backwards, so that nobody always comes first.
            for front in fronts if turn % 2 == 0 else fronts[::-1]:
                progress(f"{NAME}, round {turn + 1} of {rounds}: {front}")
                if front == DIRECT:
                    runs[front].append(run(instances[0], seconds))
                    continue
                with scratch() as folder, START[front](folder, names, port) as server:
                    await_answer(server)
                    runs[front].append(run(server, seconds))
    return runs


def run(server, seconds):
    url = f"http://{server.host}:{server.port}{PATH}"
    load.wrk(url, 64, "get", 1)
    cpu = server.cpu_seconds()
    requests, microseconds, _, _, failed = load.wrk(url, 64, "get", seconds)
    cpu = server.cpu_seconds() - cpu
    if requests == 0:
        raise RuntimeError(f"{url} answered nothing")
    low_requests, _, p50, p99, low_failed = load.wrk(url, 1, "get", seconds)
    if low_requests == 0:
        raise RuntimeError(f"{url} answered nothing on one connection")
    return Run(rate=requests / microseconds * 1e6, cpu=cpu / requests * 1e6, p50=p50, p99=p99, failed=failed + low_failed)


def await_answer(server):
    """Until the names are resolved, and some more, so that all instances are known."""
    deadline = time.monotonic() + 10
    while True:
        try:
            with urllib.request.urlopen(f"http://{server.host}:{server.port}{PATH}", timeout=5):
                break
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    time.sleep(0.5)


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix="bench-")
    # nginx leaves its rights behind.
    os.chmod(folder, 0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name):
    return os.path.join(servers.ROOT, ".build/release", name)


def weather(address, port, folder):
    environment = {"HOST": address, "PORT": str(port), "PROVIDER": "sample"}
    return Server([program("weather")], environment, port, folder, host=address)


def portal(folder, names, service_port):
    """Addresses by DNS, the port by configuration."""
    port = free_port()
    environment = {
        "HOST": "127.0.0.1", "PORT": str(port), "STATIC_DIR": os.path.join(servers.ROOT, "static"),
        "DISCOVERY_STRATEGY": "cloudmap", "DISCOVERY_DNS_SERVER": f"127.0.0.1:{names.port}",
        "DISCOVERY_PORT": str(service_port),
    }
    return Server([program("portal")], environment, port, folder)


def haproxy(folder, names, service_port):
    """SRV records fill the places of a server template. As many threads as the others have event loops."""
    port = free_port()
    configuration = os.path.join(folder, "haproxy.cfg")
    with open(configuration, "w") as file:
        file.write(f"""
global
    nbthread {os.cpu_count()}
    maxconn 4096
    log stdout format raw local0 info
resolvers bench
    nameserver one 127.0.0.1:{names.port}
    hold valid 5s
defaults
    mode http
    log global
    option httplog
    timeout connect 1s
    timeout client 30s
    timeout server 3s
frontend portal
    bind 127.0.0.1:{port}
    default_backend weather
backend weather
    balance roundrobin
    server-template instance 4 _weather._tcp.bench resolvers bench init-addr none
""")
    return Server(["/usr/sbin/haproxy", "-db", "-f", configuration], {}, port, folder)


def nginx(folder, names, service_port):
    """A variable in `proxy_pass` is what makes nginx ask DNS again while it runs, and it asks for addresses only. Such an
    upstream keeps no connection open."""
    port = free_port()
    configuration = os.path.join(folder, "nginx.conf")
    with open(configuration, "w") as file:
        file.write(f"""
            daemon off;
            worker_processes {os.cpu_count()};
            worker_rlimit_nofile 65536;
            pid {folder}/nginx.pid;
            error_log {folder}/error.log;
            events {{ worker_connections 16384; }}
            http {{
                access_log {folder}/access.log;
                keepalive_requests 10000;
                client_body_temp_path {folder}/body;
                proxy_temp_path {folder}/proxy;
                fastcgi_temp_path {folder}/fastcgi;
                uwsgi_temp_path {folder}/uwsgi;
                scgi_temp_path {folder}/scgi;
                resolver 127.0.0.1:{names.port} ipv6=off;
                server {{
                    listen 127.0.0.1:{port} backlog=1024;
                    location /weather/ {{
                        set $service weather.bench;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_pass http://$service:{service_port};
                    }}
                }}
            }}
            """)
    return Server(["/usr/sbin/nginx", "-p", folder, "-c", configuration, "-e", f"{folder}/error.log"], {}, port, folder)


START = {OURS: portal, "haproxy": haproxy, "nginx": nginx}
