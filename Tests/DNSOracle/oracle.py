"""Reads a DNS message in hexadecimal from each line and writes what dnspython makes of it: `ok`, the message in the form of
`CanonicalMessage.swift` and the same message as dnspython encodes it; or `no` and why it is refused."""

import struct
import sys

import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.rdataclass


def name(value):
    return value.to_wire().hex()


def record(rrset):
    return " ".join([name(rrset.name), str(rrset.ttl), str(int(rrset.rdtype)), rrset[0].to_wire().hex()])


def records(section):
    return ",".join(record(rrset) for rrset in section if rrset.rdclass == dns.rdataclass.IN and len(rrset) > 0)


def canonical(message):
    # AD, CD and the reserved bit are not read by ours.
    flags = message.flags & 0xFF80
    questions = ",".join(
        name(question.name) + " " + str(int(question.rdtype))
        for question in message.question
        if question.rdclass == dns.rdataclass.IN
    )
    opt = f"{message.payload} {message.edns}" if message.edns >= 0 else ""
    header = f"{message.id} {flags | int(message.opcode()) << 11} {int(message.rcode())}"
    sections = [records(section) for section in (message.answer, message.authority, message.additional)]
    return "|".join([header, opt, questions] + sections)


def judged(data):
    if len(data) >= 12 and struct.unpack("!H", data[2:4])[0] >> 11 & 0xF == dns.opcode.UPDATE:
        return "no UPDATE messages are of another kind"
    try:
        message = dns.message.from_wire(
            data, one_rr_per_rrset=True, ignore_trailing=True, raise_on_truncation=False, keyring=False
        )
        return f"ok\t{canonical(message)}\t{message.to_wire(max_size=65535).hex()}"
    except (dns.exception.DNSException, ValueError, struct.error) as error:
        return f"no {type(error).__name__}: {error}".replace("\n", " ")
    except Exception as error:  # A fault of the oracle: it is told, and counts as a refusal.
        return f"no {type(error).__name__} (not of dnspython): {error}".replace("\n", " ")


for line in sys.stdin:
    print(judged(bytes.fromhex(line)))
