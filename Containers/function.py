"""The image of a function: as AWS Lambda runs it, without a command and told of a Runtime API, which is played here; and as a
task, with a command."""

import http.server
import json
import queue
import threading
import time

from engine import Failure

BASE = "/2018-06-01/runtime"
REFUSAL = b'{"__type":"AccessDeniedException","message":"Not in a test"}'


class RuntimeAPI:
    """Hands out events in turn and keeps what it is told, on a free port of loopback. What AWS's services are asked there, they
    refuse."""

    def __init__(self):
        self.events, self.reports = queue.Queue(), queue.Queue()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        # A function that is stopped leaves its last question unanswered.
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.address = f"127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def report(self, patience=30):
        """The path and the body of what is told next."""
        try:
            return self.reports.get(timeout=patience)
        except queue.Empty:
            raise Failure(f"The function told nothing within {patience} s") from None

    def handler(self):
        api = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if self.path != f"{BASE}/invocation/next":
                    return self.answer(403, REFUSAL)
                name, event = api.events.get()
                self.answer(200, event, {"Lambda-Runtime-Aws-Request-Id": name, "Lambda-Runtime-Deadline-Ms": "4102444800000"})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if not self.path.startswith(BASE):
                    return self.answer(403, REFUSAL)
                api.reports.put((self.path.removeprefix(BASE), json.loads(body)))
                self.answer(202, b'{"status":"OK"}')

            def answer(self, status, body, fields=None):
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **(fields or {})}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler


def test_function(engine, image, container, settings, options, grace):
    """It answers events, stops in time, tells what keeps it from starting, and runs as a task. Raises `Failure`.

    - settings: `NAME=value`; without the first it cannot start.
    """
    with RuntimeAPI() as api:
        # Lambda's own network is loopback too.
        run = ["run", "-d", "--name", container, "--network", "host", *options]
        run += [word for setting in [*settings, f"AWS_ENDPOINT_URL=http://{api.address}"] for word in ("--env", setting)]
        function = [*run, "--env", f"AWS_LAMBDA_RUNTIME_API={api.address}"]
        engine.run(*function, image)
        for number in (1, 2):
            api.events.put((f"request-{number}", b"no event"))
            path, told = api.report()
            if path != f"/invocation/request-{number}/error" or told.get("errorType") != "Function.InvalidEvent":
                raise Failure(f"{image} told {path} {told} of what is no event")
        stop(engine, image, container, grace)
        # The last one wins.
        engine.run(*function, "--env", f"{settings[0].split('=')[0]}=", image)
        path, told = api.report()
        if path != "/init/error" or told.get("errorType") != "Runtime.ConfigInvalid":
            raise Failure(f"{image} told {path} {told} of a setting that is missing")
        engine.run("rm", "-f", container)
        engine.run(*run, image, "watch", "--every", "1h")
        until = time.monotonic() + grace
        while "AccessDeniedException" not in engine.run("logs", container):
            if time.monotonic() > until:
                raise Failure(f"{image} asked AWS nothing as a task:\n{engine.run('logs', container)[-3000:]}")
            time.sleep(0.2)
        stop(engine, image, container, grace)


def stop(engine, image, container, grace):
    engine.run("stop", "-t", str(grace), container)
    status = engine.run("inspect", "--format", "{{.State.ExitCode}}", container)
    if status != "0":
        raise Failure(f"{image} stopped with {status}:\n{engine.run('logs', container)[-3000:]}")
    engine.run("rm", "-f", container)
