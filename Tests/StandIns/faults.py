"""What can go wrong with any provider's answer. A fault gets the answer that would have been given and makes another one of
it, or takes the connection and does what no answer does."""

import asyncio
import gzip
import json
import re
import socket
import struct
import time
from email.utils import formatdate
from functools import cache

from message import Answer

#: Name: what makes another answer of `(request, answer)`.
CHANGES = {}
#: Name: what serves the connection by itself: `async (connection, request, answer)`.
TAKEOVERS = {}


def change(*names):
    def add(make):
        CHANGES.update({name: make for name in names})
        return make
    return add


def takeover(name):
    def add(serve):
        TAKEOVERS[name] = serve
        return serve
    return add


# Status codes

def page(status, title):
    change(str(status))(lambda request, answer: Answer.html(f"{status} {title}", status))


for number, name in ((403, "Forbidden"), (500, "Internal Server Error"), (502, "Bad Gateway"), (503, "Service Unavailable"),
                     (504, "Gateway Timeout"), (418, "I'm a teapot")):
    page(number, name)

change("204")(lambda request, answer: Answer(204))
change("429")(lambda request, answer: Answer.text("Too Many Requests", 429))
change("429-seconds")(lambda request, answer: Answer.text("Too Many Requests", 429, Retry_After="17"))
change("429-date")(lambda request, answer: Answer.text(
    "Too Many Requests", 429, Retry_After=formatdate(time.time() + 120, usegmt=True)))
change("429-absurd")(lambda request, answer: Answer.text("Too Many Requests", 429, Retry_After="9" * 30))
change("503-json")(lambda request, answer: Answer.json({"message": "Service Unavailable"}, 503))
change("503-seconds")(lambda request, answer: Answer.html("Service Unavailable", 503, Retry_After="17"))
change("503-once")(lambda request, answer: answer if request.visit > 1 else Answer.html("Service Unavailable", 503))


# Bodies that are not what they should be

change("html")(lambda request, answer: Answer.html("Will be right back"))
change("empty")(lambda request, answer: same_kind(answer, b""))
change("empty-object")(lambda request, answer: same_kind(answer, b"{}"))
change("array")(lambda request, answer: same_kind(answer, b'[1,"two",null]'))
change("number")(lambda request, answer: same_kind(answer, b"42"))
change("half")(lambda request, answer: same_kind(answer, answer.body[:len(answer.body) // 2]))
change("binary")(lambda request, answer: same_kind(answer, bytes(range(256)) * 4))


def same_kind(answer, body):
    """200, with the type that the right answer has."""
    return Answer(200, body, answer.fields.get("Content-Type", "application/json"))


@change("invalid-utf8")
def invalid_utf8(request, answer):
    """In the first text of the document."""
    marks = {b"{": b'{"\xff\xc0\x80":"\xff",', b"[": b'["\xff\xc0\x80",'}
    body = answer.body
    if answer.is_xml:
        return same_kind(answer, body.replace(b"<title>", b"<title>\xff\xc0\x80", 1))
    return same_kind(answer, marks.get(body[:1], b"\xff") + body[1:])


@change("deep")
def deep(request, answer):
    if answer.is_xml:
        return same_kind(answer, b"<GoodreadsResponse><book>" + b"<a>" * 100_000 + b"</a>" * 100_000)
    return same_kind(answer, b'{"chart":' + b"[" * 100_000 + b"]" * 100_000 + b"}")


@change("deep-objects")
def deep_objects(request, answer):
    return same_kind(answer, b'{"data":' * 100_000 + b"1" + b"}" * 100_000)


def leaves(name, number, text):
    """Every number and every text of the document is replaced."""
    @change(name)
    def replace(request, answer):
        if answer.is_xml:
            return same_kind(answer, re.sub(rb">[^<>\[\]]+<", b">" + text.encode() + b"<", answer.body))
        try:
            document = json.loads(answer.body)
        except ValueError:
            return same_kind(answer, number.encode())
        return same_kind(answer, write(document, number, json.dumps(text) if text else "null").encode())


def write(value, number, text):
    match value:
        case dict():
            pairs = (f"{json.dumps(key)}:{write(each, number, text)}" for key, each in value.items())
            return "{" + ",".join(pairs) + "}"
        case list():
            return "[" + ",".join(write(each, number, text) for each in value) + "]"
        case str():
            return text
        case bool() | None:
            return json.dumps(value)
    return number


leaves("garbage", '"garbage"', "\u0007garbage\u202e" * 3)
leaves("numbers-1e400", "1e400", "1e400")
leaves("numbers-1e300", "1e300", "1e300")
leaves("numbers-negative", "-9223372036854775808", "-9223372036854775808")
leaves("numbers-large", "99999999999999999999", "99999999999999999999")
leaves("nulls", "null", "")
leaves("long-texts", "1", "x" * 100_000)


# Where XML is asked for

def doctype(name, declaration, use):
    @change(name)
    def declare(request, answer):
        text = answer.body.decode()
        text = text.split("?>", 1)[-1]
        text = text.replace("<title>", f"<title>{use}", 1)
        return Answer.xml(f'<?xml version="1.0"?>\n<!DOCTYPE GoodreadsResponse {declaration}>{text}'.replace(
            "ORIGIN", f"http://{request.field('host')}/{request.case}/ok/entity"))


doctype("doctype", "[<!ELEMENT book ANY>]", "")
doctype("entity-internal", '[<!ENTITY a "expanded">]', "&a;")
doctype("entity-file", '[<!ENTITY a SYSTEM "file:///etc/passwd">]', "&a;")
doctype("entity-url", '[<!ENTITY a SYSTEM "ORIGIN/a">]', "&a;")
doctype("entity-dtd", 'SYSTEM "ORIGIN/dtd"', "")
doctype("entity-parameter", '[<!ENTITY % a SYSTEM "ORIGIN/parameter"> %a;]', "")
doctype("entity-recursive", '[<!ENTITY a "&b;"><!ENTITY b "&a;">]', "&a;")
doctype("entity-bomb", "[<!ENTITY a0 \"ha\">" + "".join(
    f'<!ENTITY a{level + 1} "{f"&a{level};" * 10}">' for level in range(9)) + "]", "&a9;")


# Redirects

change("redirect-loop")(lambda request, answer: Answer.redirect(request.target))
change("redirect-once")(lambda request, answer: Answer.redirect(request.target) if request.visit == 1 else answer)
# To an address of this machine at which nobody listens: a client may follow a redirect from loopback, and no test may send
# anything to an address elsewhere.
change("redirect-closed")(lambda request, answer: Answer.redirect("http://127.255.255.254:9/"))
change("redirect-file")(lambda request, answer: Answer.redirect("file:///etc/passwd"))
change("redirect-nowhere")(lambda request, answer: Answer(302))
change("redirect-other-host")(lambda request, answer: Answer.redirect(
    f"http://localhost:{request.field('host').rpartition(':')[2]}/{request.case}/ok/elsewhere/"))


# Encodings

def gzipped(body, *names):
    change(*names)(lambda request, answer: same_kind(answer, body(answer)).with_fields({"Content-Encoding": "gzip"}))


gzipped(lambda answer: gzip.compress(answer.body), "gzip")
gzipped(lambda answer: gzip.compress(answer.body)[:-20], "gzip-truncated")
gzipped(lambda answer: b"\x1f\x8b\x08\x00" + b"no such stream" * 10, "gzip-broken")
gzipped(lambda answer: bomb(), "gzip-bomb")


@cache
def bomb():
    """64 MiB of blanks in 64 KiB."""
    return gzip.compress(b" " * (64 << 20))


# What no answer does

@takeover("slow")
async def slow(connection, request, answer):
    """Nothing, until the client gives up."""
    await connection.until_closed()


@takeover("late")
async def late(connection, request, answer):
    """Well, but so late that everybody who asks at the same time waits for it."""
    await asyncio.sleep(1)
    head, body = answer_bytes(answer)
    connection.write(head + body)
    connection.close()


@takeover("slow-body")
async def slow_body(connection, request, answer):
    """A byte now and then."""
    head, body = answer_bytes(answer)
    connection.write(head)
    for position in range(len(body)):
        connection.write(body[position:position + 1])
        if await connection.until_closed(0.2):
            return


@takeover("reset")
async def reset(connection, request, answer):
    connection.reset()


@takeover("reset-middle")
async def reset_middle(connection, request, answer):
    head, body = answer_bytes(answer)
    connection.write(head + body[:len(body) // 2])
    await asyncio.sleep(0.05)
    connection.reset()


@takeover("closed")
async def closed(connection, request, answer):
    connection.close()


@takeover("truncated")
async def truncated(connection, request, answer):
    head, body = answer_bytes(answer, length=len(answer.body) + 100)
    connection.write(head + body)
    connection.close()


@takeover("not-http")
async def not_http(connection, request, answer):
    connection.write(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n\x00\xff\r\n\r\n")
    connection.close()


@takeover("huge")
async def huge(connection, request, answer):
    """A valid document in more and more blanks, in chunks, for as long as somebody reads."""
    content_type = answer.fields.get("Content-Type", "application/json")
    connection.write(f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    for _ in range(64):
        connection.write(b"100000\r\n" + b" " * (1 << 20) + b"\r\n")
        await connection.drain()
    connection.write(f"{len(answer.body):x}\r\n".encode() + answer.body + b"\r\n0\r\n\r\n")


@takeover("huge-declared")
async def huge_declared(connection, request, answer):
    head, body = answer_bytes(answer, length=1 << 40)
    connection.write(head + body)
    await connection.until_closed()


@takeover("huge-head")
async def huge_head(connection, request, answer):
    connection.write(b"HTTP/1.1 200 OK\r\n")
    for line in range(1024):
        connection.write(f"X-Field-{line}: ".encode() + b"x" * 8192 + b"\r\n")
        await connection.drain()
    connection.write(b"Content-Length: 0\r\n\r\n")


def answer_bytes(answer, length=None):
    """Head and body as they are sent."""
    fields = dict(answer.fields)
    if answer.status not in (204, 304):
        fields["Content-Length"] = str(len(answer.body) if length is None else length)
    lines = [f"HTTP/1.1 {answer.status} Any"] + [f"{name}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), answer.body


def linger_off(peer):
    """What makes the end of a connection a reset."""
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
