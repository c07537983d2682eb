"""A portal with its backends for verify to ask: the demo, on this machine."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request


@contextlib.contextmanager
def portal(program):
    """Its URL, while it runs, and what stops it before that."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [program], env={"PATH": os.environ["PATH"], "PORT": str(port)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)

    def stop():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)

    try:
        url = f"http://127.0.0.1:{port}/"
        for _ in range(600):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(url + "health", timeout=5).close()
                break
            time.sleep(0.1)
        yield url, stop
    finally:
        stop()
