"""How each server of the comparison is started."""

import os

from process import Server, free_port

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = "http-echo"
PEERS = ["hummingbird", "niohttp1", "niohttp1-static", "flyingfox", "nginx", "epoll"]

QUOTE = (
    '{"asOf":"2025-11-20T21:00:00Z","change":2.28,"changePercent":0.95,"currency":"USD","name":"Apple Inc.",'
    '"previousClose":239.07,"price":241.35,"symbol":"AAPL"}')


def start(name, folder, observed, **more):
    """Starts the server called `name` with its files in `folder`; `observed` asks for access log and metrics, `more` are
    further environment variables."""
    port = free_port()
    switch = "on" if observed else "off"
    environment = {"HOST": "127.0.0.1", "PORT": str(port), "ACCESS_LOG": switch, "METRICS": switch, "LOG_LEVEL": "info"}
    environment.update(more)
    if name == OURS:
        return Server([os.path.join(ROOT, ".build/release/http-echo")], environment, port, folder)
    if name == "nginx":
        return Server(nginx(folder, port, observed), more, port, folder)
    program, _, variant = name.partition("-")
    if variant == "static":
        environment["STATIC_JSON"] = "on"
    return Server([os.path.join(ROOT, "Benchmarks/.build/release/peer-" + program)], environment, port, folder)


def nginx(folder, port, observed):
    """As many workers as the others have event loops; a connection may carry as many requests as ours."""
    content = os.path.join(folder, "content")
    os.makedirs(content)
    os.chmod(folder, 0o755)
    with open(os.path.join(content, "large"), "w") as file:
        file.write("x" * 1024 * 1024)
    log = os.path.join(folder, "access.log") if observed else "off"
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
                access_log {log};
                sendfile on;
                tcp_nopush on;
                keepalive_requests 10000;
                client_max_body_size 16m;
                client_body_temp_path {folder}/body;
                proxy_temp_path {folder}/proxy;
                fastcgi_temp_path {folder}/fastcgi;
                uwsgi_temp_path {folder}/uwsgi;
                scgi_temp_path {folder}/scgi;
                default_type text/plain;
                server {{
                    listen 127.0.0.1:{port} backlog=1024;
                    location /json/ {{ default_type application/json; return 200 '{QUOTE}'; }}
                    location = /plaintext {{ return 200 'Hello, World!'; }}
                    location = /upload {{ return 200 '$content_length'; }}
                    location = /large {{ root {content}; }}
                }}
            }}
            """)
    return ["/usr/sbin/nginx", "-p", folder, "-c", configuration, "-e", os.path.join(folder, "error.log")]
