"""Twitch's token host. It counts tokens: the n-th of a case ends in "-n", so that the API can tell them apart."""

from message import Answer
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: error(429, "too many requests"),
    "short-expiry": lambda request: token(request, expires_in=1),
}


def error(status, message):
    return Answer.json({"status": status, "message": message}, status)


@routes.post("/oauth2/token")
def token(request, expires_in=5011271):
    form = request.form
    for name, words in (("client_id", "client id"), ("client_secret", "client secret"), ("grant_type", "grant type")):
        if form.get(name, "") == "":
            return error(400, f"missing {words}")
    if form["client_id"] != "test-client":
        return error(400, "invalid client")
    if form["client_secret"] != "test-secret":
        return error(403, "invalid client secret")
    return Answer.json(
        {"access_token": f"test-token-{request.visit}", "expires_in": expires_in, "token_type": "bearer"})


@routes.get("/oauth2/validate")
def validate(request):
    if not request.field("authorization").startswith("OAuth test-token-"):
        return error(401, "invalid access token")
    return Answer.json({"client_id": "test-client", "scopes": [], "expires_in": 5011271})
