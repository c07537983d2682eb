"""Twitch Helix. Both headers on each call, a token that may be revoked, and pages that repeat an entry."""

import time

from message import Answer
from routes import Routes

routes = Routes()


def throttled(request):
    return error(429, "Too Many Requests", "Request limit exceeded").with_fields({
        "Ratelimit-Limit": "800", "Ratelimit-Remaining": "0", "Ratelimit-Reset": str(int(time.time()) + 30)})


def revoked(request):
    """The first token has been taken back; the next one is good."""
    return error(401, "Unauthorized", "Invalid OAuth token") if bearer(request) == "test-token-1" else None


FAULTS = {
    "throttled": throttled,
    "revoked": revoked,
    "revoked-always": lambda request: error(401, "Unauthorized", "Invalid OAuth token"),
    "no-match": lambda request: error(401, "Unauthorized", "Client ID and OAuth token do not match"),
    "data-null": lambda request: Answer.json({"data": None, "pagination": {}}),
    "bad-cursor": lambda request: error(400, "Bad Request", "Invalid cursor."),
}

GAMES = {
    "27471": ("Minecraft", "121"), "21779": ("League of Legends", "115"), "29595": ("Dota 2", "2963"),
    "509658": ("Just Chatting", ""), "460637": ("Dead Island 2", "7329"),
}


def error(status, reason, message):
    return Answer.json({"error": reason, "status": status, "message": message}, status)


def bearer(request):
    return request.field("authorization").removeprefix("Bearer ")


def refusal(request):
    if request.field("authorization") == "":
        return error(401, "Unauthorized", "OAuth token is missing")
    if request.field("client-id") == "":
        return error(401, "Unauthorized", "Client-Id header required")
    if not bearer(request).startswith("test-token-"):
        return error(401, "Unauthorized", "Invalid OAuth token")
    if request.field("client-id") != "test-client":
        return error(401, "Unauthorized", "Client ID and OAuth token do not match")
    return None


def good(document):
    return Answer.json(document).with_fields({
        "Ratelimit-Limit": "800", "Ratelimit-Remaining": "799", "Ratelimit-Reset": str(int(time.time()) + 1)})


def size(request, standard=20):
    """How many entries are asked for; nil where that is too many."""
    first = request.number("first")
    return standard if first is None else int(first) if 1 <= first <= 100 else None


TOO_LARGE = ('The parameter "first" was malformed: the value must be less than or equal to 100')


@routes.get("/helix/games")
def games(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    wanted = request.query.get("name", []) + request.query.get("id", []) + request.query.get("igdb_id", [])
    if not wanted:
        return error(400, "Bad Request", "at least one name, id, or igdb_id is required")
    found = [(number, name, igdb) for number, (name, igdb) in GAMES.items()
             if name in request.query.get("name", []) or number in request.query.get("id", [])]
    return good({"data": [{
        "id": number, "name": name, "igdb_id": igdb,
        "box_art_url": f"https://static-cdn.jtvnw.net/ttv-boxart/{number}_IGDB-{{width}}x{{height}}.jpg"}
        for number, name, igdb in found]})


@routes.get("/helix/search/categories")
def categories(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    count = size(request)
    if count is None:
        return error(400, "Bad Request", TOO_LARGE)
    query = request.value("query", "").casefold()
    found = [(number, name) for number, (name, _) in GAMES.items() if query in name.casefold()]
    # An empty answer has been seen in both forms.
    if not found:
        return good({"data": None if query.startswith("z") else [], "pagination": {}})
    return good({"data": [{
        "id": number, "name": name,
        "box_art_url": f"https://static-cdn.jtvnw.net/ttv-boxart/{number}_IGDB-52x72.jpg"}
        for number, name in found[:count]], "pagination": {"cursor": "eyJiIjpudWxsfQ"}})


@routes.get("/helix/streams")
def streams(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    count = size(request)
    if count is None:
        return error(400, "Bad Request", TOO_LARGE)
    after = request.value("after")
    if after not in (None, "page-2"):
        return FAULTS["bad-cursor"](request)
    game = request.value("game_id", "")
    if game not in GAMES or game == "460637":
        return good({"data": [], "pagination": {}})
    everyone = [stream(number, game) for number in range(25)]
    if after is None:
        return good({"data": everyone[:count], "pagination": {"cursor": "page-2"}})
    # The list has moved on since the first page was read.
    return good({"data": everyone[max(0, count - 1):], "pagination": {}})


def stream(number, game):
    name = f"channel_{number}"
    return {
        "id": str(9000 + number), "user_id": str(100 + number), "user_login": name, "user_name": name.title(),
        "game_id": "" if number == 3 else game, "game_name": "" if number == 3 else GAMES[game][0],
        "type": "" if number == 4 else "live", "title": f"Playing, part {number}",
        "tags": None if number == 1 else ["Español"], "viewer_count": 5000 - 100 * number,
        "started_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 3600)), "language": "es",
        "thumbnail_url": f"https://static-cdn.jtvnw.net/previews-ttv/live_user_{name}-{{width}}x{{height}}.jpg",
        "tag_ids": [], "is_mature": False}
