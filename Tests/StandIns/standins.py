"""Plays all providers of data on one port of loopback, for tests, with their quirks and with faults on demand.

The base URL of a provider is http://127.0.0.1:PORT/<case>/<fault>/<provider>, and what follows are its own public paths.
`case` is any name: a test takes one of its own, so that many can share this server. `fault` is `ok`, one of faults.py, or one
of the provider's own (FAULTS in its module); `reset~profile2` fails only where the path or query holds `profile2`, and
several are joined by a comma. Keys that are accepted: test-key, and test-client with test-secret.

GET /counts/<case> tells how many requests of which kind came, GET /seen/<case> what they were. The first line of output is the
port. It ends when its standard input does."""

import asyncio
import sys
from collections import Counter, defaultdict
from contextlib import suppress

import providers
from connection import Connection
from faults import CHANGES, TAKEOVERS, answer_bytes
from message import Answer


class StandIns:
    def __init__(self):
        self._counts = defaultdict(Counter)
        self._seen = defaultdict(list)

    async def serve(self, reader, writer):
        connection = Connection(reader, writer)
        with suppress(OSError):
            while (request := await connection.request()) is not None:
                if not await self._answer(connection, request):
                    break
        with suppress(OSError):
            writer.close()

    async def _answer(self, connection, request):
        """False where the connection is used up."""
        answer, fault = self.find(request)
        if fault in TAKEOVERS:
            await TAKEOVERS[fault](connection, request, answer)
            return False
        head, body = answer_bytes(answer)
        connection.write(head + body)
        await connection.drain()
        return True

    def find(self, request):
        """What is answered, and what takes over instead."""
        if request.case in ("counts", "seen"):
            return self._tell(request), None
        provider = providers.ALL.get(request.provider)
        if provider is None:
            self._note(request, "unknown")
            return Answer.html("No such stand-in", 404), None
        kind, make = provider.routes.find(request)
        self._note(request, kind)
        fault = next((name for name in request.fault.split(",") if self._meets(name, request)), "ok").partition("~")[0]
        own = provider.FAULTS.get(fault)
        answer = own(request) if own is not None else None
        if answer is None:
            answer = make()
        if fault in CHANGES and own is None:
            answer = CHANGES[fault](request, answer)
        elif fault != "ok" and own is None and fault not in TAKEOVERS:
            answer = Answer.html(f"No such fault: {fault}", 404)
        return answer, fault if own is None else None

    @staticmethod
    def _meets(name, request):
        _, _, word = name.partition("~")
        return word in request.target.removeprefix(request.base)

    def _note(self, request, kind):
        counts = self._counts[request.case]
        counts[f"{request.provider} {kind}"] += 1
        request.visit = counts[f"{request.provider} {kind}"]
        self._seen[request.case] = self._seen[request.case][-99:] + [{
            "provider": request.provider, "kind": kind, "method": request.method, "target": request.target,
            "fields": request.fields, "body": request.body.decode("latin-1")}]

    def _tell(self, request):
        case = request.fault
        if request.case == "seen":
            return Answer.json({"requests": self._seen.get(case, [])})
        counts = self._counts.get(case, Counter())
        return Answer.json({"total": counts.total(), "kinds": dict(counts)})


async def main():
    server = await asyncio.start_server(StandIns().serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    # It must not outlive who started it.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
