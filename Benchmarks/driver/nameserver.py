"""A name server in a thread: every name has the same instances, as A records and as SRV records with their addresses."""

import socket
import struct
import threading

A, SRV, INTERNET = 1, 33, 1
TTL = 5


class NameServer:
    """Ended by `stop`."""

    def __init__(self, addresses, port_of_service):
        self.addresses, self.port_of_service = addresses, port_of_service
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.1)
        self.port = self.socket.getsockname()[1]
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while not self.stopping.is_set():
            try:
                query, client = self.socket.recvfrom(2048)
            except TimeoutError:
                continue
            self.socket.sendto(self.answer(query), client)

    def answer(self, query):
        end = 12
        while query[end]:
            end += 1 + query[end]
        question = query[12:end + 5]
        kind = struct.unpack("!H", query[end + 1:end + 3])[0]
        # The name of the question, by a pointer to it (RFC 1035 section 4.1.4).
        asked = b"\xc0\x0c"
        answers, additional = [], []
        for number, address in enumerate(self.addresses):
            if kind == A:
                answers.append(record(asked, A, socket.inet_aton(address)))
            elif kind == SRV:
                target = b"\x09instance%d\x05bench\x00" % number
                answers.append(record(asked, SRV, struct.pack("!HHH", 1, 1, self.port_of_service) + target))
                additional.append(record(target, A, socket.inet_aton(address)))
        counts = struct.pack("!HHHH", 1, len(answers), 0, len(additional))
        # A response with authority, to a query that asks for recursion as it likes (RFC 1035 section 4.1.1).
        flags = 0x8480 | (query[2] & 1) << 8
        return query[:2] + struct.pack("!H", flags) + counts + question + b"".join(answers + additional)

    def stop(self):
        self.stopping.set()
        self.thread.join()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def record(name, kind, data):
    return name + struct.pack("!HHIH", kind, INTERNET, TTL, len(data)) + data
