"""One connection of a client: reads requests, writes answers, and can end in every way."""

import asyncio
from contextlib import suppress

import faults
from message import Request

LIMIT = 1 << 20


class Connection:
    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer

    async def request(self):
        """The next one; nothing where the client has closed."""
        try:
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *lines = head.rstrip("\r\n").split("\r\n")
            method, target, _ = line.split(" ")
            fields = {name.strip().lower(): value.strip() for name, _, value in (text.partition(":") for text in lines)}
            body = await self._reader.readexactly(min(LIMIT, int(fields.get("content-length", "0"))))
            return Request(method, target, fields, body)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return None

    def write(self, data):
        self._writer.write(data)

    async def drain(self):
        await self._writer.drain()

    async def until_closed(self, seconds=60):
        """True where the client has closed within that time."""
        with suppress(asyncio.TimeoutError, OSError):
            return await asyncio.wait_for(self._reader.read(1), seconds) == b""
        return False

    def reset(self):
        peer = self._writer.get_extra_info("socket")
        if peer is not None:
            faults.linger_off(peer)
        self._writer.transport.abort()

    def close(self):
        self._writer.close()
