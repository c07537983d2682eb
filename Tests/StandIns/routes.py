"""Which function of a provider answers which path."""

import re

from message import Answer


class Routes:
    """The routes of one provider. The name of a function is the kind that its requests are counted as."""

    def __init__(self):
        self._all = []

    def get(self, *patterns):
        return self._add("GET", patterns)

    def post(self, *patterns):
        return self._add("POST", patterns)

    def _add(self, method, patterns):
        def add(answer):
            self._all += [(method, re.compile(pattern), answer) for pattern in patterns]
            return answer
        return add

    def find(self, request):
        """The kind of a request, and what answers it."""
        for method, pattern, answer in self._all:
            found = pattern.fullmatch(request.path)
            if found is not None and method == request.method:
                return answer.__name__, lambda: answer(request, **found.groupdict())
        return "unrouted", lambda: Answer.html("Not Found", 404)
