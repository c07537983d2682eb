"""A request as a provider sees it, and what it answers."""

import json
from urllib.parse import parse_qs, unquote


class Request:
    """`case` is the name under which a test counts its requests, `fault` what is to go wrong, `path` what follows the base
    URL, still percent-encoded."""

    def __init__(self, method, target, fields, body=b""):
        self.method, self.target, self.fields, self.body = method, target, fields, body
        path, _, query = target.partition("?")
        self.parts = path.split("/")[1:]
        self.case, self.fault, self.provider = (self.parts + ["", "", ""])[:3]
        self.path = "/" + "/".join(self.parts[3:])
        self.base = "/" + "/".join(self.parts[:3])
        self.query = parse_qs(query, keep_blank_values=True)
        #: How many requests of this kind the case has sent, this one included.
        self.visit = 1

    def value(self, name, default=None):
        """The first value of a query parameter."""
        return self.query.get(name, [default])[0]

    def number(self, name):
        try:
            return float(self.value(name, ""))
        except ValueError:
            return None

    @property
    def form(self):
        return {key: values[0] for key, values in parse_qs(self.body.decode("latin-1"), keep_blank_values=True).items()}

    def field(self, name, default=""):
        return self.fields.get(name.lower(), default)

    @property
    def user_agent(self):
        return self.field("user-agent")


class Answer:
    def __init__(self, status, body=b"", content_type=None, **fields):
        self.status, self.body = status, body
        self.fields = {name.replace("_", "-"): value for name, value in fields.items()}
        if content_type is not None:
            self.fields["Content-Type"] = content_type

    @property
    def is_xml(self):
        return "xml" in self.fields.get("Content-Type", "")

    def with_fields(self, fields):
        self.fields.update(fields)
        return self

    @staticmethod
    def json(document, status=200, **fields):
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        return Answer(status, body, "application/json; charset=utf-8", **fields)

    @staticmethod
    def text(text, status=200, **fields):
        return Answer(status, text.encode(), "text/plain; charset=utf-8", **fields)

    @staticmethod
    def html(title, status=200, **fields):
        body = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
        return Answer(status, body.encode(), "text/html; charset=utf-8", **fields)

    @staticmethod
    def xml(text, status=200, **fields):
        return Answer(status, text.encode(), "application/xml; charset=utf-8", **fields)

    @staticmethod
    def redirect(location, status=302, **fields):
        return Answer(status, b"", "text/html; charset=utf-8", Location=location, **fields)


def decoded(segment):
    return unquote(segment)
