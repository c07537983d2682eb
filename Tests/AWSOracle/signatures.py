#!/usr/bin/env python3
"""Prints requests that chance made, each with the fields by which botocore signs it: one JSON object a line.

    PYTHONPATH=<where botocore is> signatures.py SEED COUNT
"""

import datetime
import json
import random
import sys
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials

SEGMENTS = ["", ".", "..", "a", "hostedzone", "Z1", "~x_y-z.", "%2F", "%20", "%C3%A9", "%", "%zz", "a+b", "é", "日本", "@:", "*", "a=b", "\U0001f600"]
NAMES = ["", "Action", "name", "Name", "a", "A", "b-", "b", "b.", "~", "é", "日", "a b", "a%20b", "a&b", "=", "/", "*", "\U0001f600", "ﬀ"]
FIELDS = ["Content-Type", "X-Amz-Target", "X-Amz-Content-Thing", "Accept", "x-a", "X-A-", "X-Ab", "My-Header1", "Range"]
VALUES = ["", "value", " padded ", "a  b\t c", "\t", '"a   b"', "a,b", "text/xml; charset=utf-8", ",", "Z"]


def text(chance, of):
    return "".join(chance.choice(of) for _ in range(chance.choice([0, 1, 1, 1, 2, 3])))


def request(chance):
    path = "/" + "/".join(chance.choice(SEGMENTS) for _ in range(chance.randrange(6)))
    query = [[text(chance, NAMES), text(chance, NAMES)] for _ in range(chance.choice([0, 0, 1, 2, 3, 8]))]
    if query and chance.random() < 0.4:  # the same name once more, with another value or the same
        query += [[query[0][0], chance.choice([query[0][1], "", "0", "~"])]]
    fields = [[chance.choice(FIELDS), chance.choice(VALUES)] for _ in range(chance.randrange(5))]
    size = chance.choice([0, 0, 1, 55, 56, 63, 64, 65, 119, 1000, 5000])
    return {
        "method": chance.choice(["GET", "POST", "PUT", "DELETE", "HEAD"]),
        "path": path,
        "query": query,
        "fields": [["Host", chance.choice(["example.amazonaws.com", "127.0.0.1:5555", "[::1]:80"])]] + fields,
        "body": chance.randbytes(size).hex(),
        "accessKeyID": "AKID" + str(chance.randrange(10**6)),
        "secretKey": text(chance, ["/", "+", "abc", "Z0", "="]) + "k" * chance.choice([0, 1, 40, 60, 61, 100]),
        "sessionToken": chance.choice([None, None, "t", "IQoJb3JpZ2luX2VjE//+=" * 30]),
        "region": chance.choice(["us-east-1", "cn-north-1", "us-gov-west-1"]),
        "service": chance.choice(["route53", "ecs", "elasticloadbalancing", "servicediscovery"]),
        "time": chance.randrange(946_684_800, 4_102_444_800),
    }


def sign(made):
    moment = datetime.datetime.fromtimestamp(made["time"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda *_, **__: moment
    asked = botocore.awsrequest.AWSRequest(
        made["method"], "http://host" + made["path"], data=bytes.fromhex(made["body"]), params=[tuple(p) for p in made["query"]])
    for name, value in made["fields"]:
        asked.headers.add_header(name, value)
    credentials = botocore.credentials.Credentials(made["accessKeyID"], made["secretKey"], made["sessionToken"])
    botocore.auth.SigV4Auth(credentials, made["service"], made["region"]).add_auth(asked)
    return {
        "authorization": asked.headers["Authorization"],
        "date": asked.headers["X-Amz-Date"],
        "token": asked.headers["X-Amz-Security-Token"],
    }


def main():
    chance = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        made = request(chance)
        print(json.dumps({"request": made, "signed": sign(made)}))


if __name__ == "__main__":
    main()
