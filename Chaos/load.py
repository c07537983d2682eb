"""A steady stream of requests to one portal, as many people would send it: each is sent when its time has come, whether
those before it are answered or not, so that a portal that hangs is not asked less."""

import asyncio
import json
import time
from dataclasses import dataclass


@dataclass
class Answer:
    """What became of one request. `status` is 0 where no answer came; then `reason` says why."""

    began: float
    seconds: float
    status: int
    instance: str
    reason: str

    @property
    def failed(self):
        return self.status != 200


class Load:
    """Sends `rate` requests a second for `target` until stopped. Holds every answer: a chaos run is short."""

    # More than the portal's own deadline, so that the portal has the last word.
    PATIENCE = 5

    def __init__(self, host, port, target, rate):
        self.host, self.port, self.target, self.rate = host, port, target, rate
        self.answers = []
        self._idle = []
        self._open = set()
        self._task = None

    def start(self):
        self._task = asyncio.create_task(self._run())

    async def stop(self):
        """Waits for the requests under way."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await asyncio.gather(*self._open, return_exceptions=True)
        for _, writer in self._idle:
            writer.close()

    async def _run(self):
        due = time.monotonic()
        while True:
            due += 1 / self.rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            task = asyncio.create_task(self._ask())
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _ask(self):
        began = time.monotonic()
        status, instance, reason = 0, "", ""
        try:
            async with asyncio.timeout(self.PATIENCE):
                status, instance, reason = await self._exchange()
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.IncompleteReadError) as error:
            reason = f"{type(error).__name__}: {error}"
        self.answers.append(Answer(began, time.monotonic() - began, status, instance, reason))

    async def _exchange(self):
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(f"GET {self.target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            body = await reader.readexactly(int(fields["content-length"]))
        except BaseException:
            writer.transport.abort()
            raise
        if fields.get("connection", "").lower() == "close":
            writer.close()
        else:
            self._idle.append((reader, writer))
        status = int(head[0].split(" ")[1])
        reason = "" if status == 200 else json.loads(body).get("detail", "")
        return status, fields.get("x-served-by", "").split(",")[0], reason


async def call(port, method, path, document=None, host=None):
    """The JSON document that a call answers, None where it answers without one. Raises where the status is no 2xx."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        body = b"" if document is None else json.dumps(document).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}\r\n"
        if document is not None:
            head += "Content-Type: application/json\r\n"
        writer.write(head.encode() + b"\r\n" + body)
        answer = await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    status = int(head.split(b" ")[1])
    if not 200 <= status < 300:
        raise RuntimeError(f"{method} {path} answered {status}: {body[:500].decode(errors='replace')}")
    return json.loads(body) if body else None
