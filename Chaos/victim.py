"""An instance of the weather service that misbehaves on demand, in ways that a process of ours cannot be made to."""

import asyncio
import json
import socket
import struct


class Victim:
    """Listens on its address until closed. `mode` decides what a request meets; `/health` is always answered, since the
    faults meant here are those that a health check does not see."""

    def __init__(self, name, address, port):
        self.name, self.address, self.port = name, address, port
        self.mode = "ok"
        self.requests = 0
        self._server = None
        self._connections = set()
        self._crowd = []

    async def open(self):
        self._server = await asyncio.start_server(self._serve, self.address, self.port)

    async def close(self):
        """As a process that ends: nobody listens, and connections are cut."""
        for connection in self._crowd:
            connection.close()
        self._crowd = []
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._connections):
            self._cut(writer)

    async def vanish(self):
        """As a machine that loses its network: who connects gets no answer, not even a refusal. The listener's queue is
        full of connections that nobody accepts, so the system drops what comes."""
        await self.close()
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((self.address, self.port))
        listener.listen(0)
        self._crowd = [listener]
        for _ in range(8):
            connection = socket.socket()
            connection.setblocking(False)
            try:
                connection.connect((self.address, self.port))
            except BlockingIOError:
                pass
            self._crowd.append(connection)

    async def _serve(self, reader, writer):
        self._connections.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                if head.split(" ")[1] == "/health":
                    self._answer(writer, 200, {"status": "OK"})
                    continue
                self.requests += 1
                if not await self._respond(reader, writer):
                    return
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self._connections.discard(writer)
            writer.close()

    async def _respond(self, reader, writer):
        """False where the connection has ended."""
        match self.mode:
            case "slow":
                await asyncio.sleep(2)
            case "error":
                self._answer(writer, 500, {"detail": "a fault"})
                return True
            case "busy":
                self._answer(writer, 503, {"detail": "a fault"})
                return True
            case "reset":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"city\":")
                await writer.drain()
                self._cut(writer)
                return False
            case "half-close":
                writer.write_eof()
                await reader.read()
                return False
        self._answer(writer, 200, {"city": "Paris", "instanceid": self.name})
        return True

    def _answer(self, writer, status, document):
        body = json.dumps(document).encode()
        writer.write(
            f"HTTP/1.1 {status} Any\r\nContent-Type: application/json\r\nX-Instance-Id: {self.name}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    @staticmethod
    def _cut(writer):
        """Ends a connection by a reset."""
        peer = writer.get_extra_info("socket")
        if peer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
