"""Open Library, with its covers. Only the fields asked for come, and what is unknown is left out."""

import json

from message import Answer
from providers.books import BOOKS, find, number
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.json({"status": 429, "message": (
        "Too Many Requests. Consider using https://openlibrary.org/developers/dumps.")}, 429),
    "outage": lambda request: Answer.html("503 Service Temporarily Unavailable", 503),
    "limited": lambda request: FAULTS["throttled"](request) if request.visit > 180 else None,
}


def refusal(request):
    agent = request.user_agent.lower()
    return Answer.html("403 Forbidden", 403) if agent == "" or agent.startswith(("curl", "python", "libcurl")) else None


def work(isbn13):
    return f"OL{number(isbn13)}W"


def edition(isbn13):
    return f"OL{number(isbn13)}M"


@routes.get("/search.json")
def search(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    query = request.value("q") or ("isbn:" + request.value("isbn", ""))
    if not query.startswith("isbn:"):
        return Answer.json({"detail": [{"msg": "a query of another kind"}]}, 422)
    found = find(query.removeprefix("isbn:"))
    names = request.value("fields", "key,title,author_name,first_publish_year,cover_i").split(",")
    documents = [] if found is None else [document(*found, names)]
    count = len(documents)
    return Answer.json({
        "numFound": count, "start": 0, "numFoundExact": True, "num_found": count,
        "documentation_url": "https://openlibrary.org/dev/docs/api/search", "q": query, "offset": None, "docs": documents})


def document(isbn13, book, names):
    isbn10, title, subtitle, authors, year, pages, publisher, average, ratings, _ = book
    editions = {"numFound": 1, "start": 0, "numFoundExact": True, "docs": [{
        "key": f"/books/{edition(isbn13)}", "title": title, "isbn": [isbn13, isbn10], "publish_date": ["2014"]}]}
    everything = {
        "key": f"/works/{work(isbn13)}", "title": title, "subtitle": subtitle, "author_name": authors,
        "first_publish_year": year, "cover_i": None if average is None else 11481354, "ratings_average": average,
        "ratings_count": ratings, "number_of_pages_median": pages, "publisher": [publisher], "editions": editions,
        "isbn": [isbn13, isbn10]}
    wanted = {name.partition(".")[0] for name in names}
    return {name: value for name, value in everything.items() if name in wanted and value is not None}


@routes.get(r"/isbn/(?P<isbn>[^/]+)\.json")
def isbn(request, isbn):
    refused = refusal(request)
    if refused is not None:
        return refused
    found = find(isbn)
    if found is None:
        return Answer.html("Not Found", 404)
    return Answer.redirect(f"{request.base}/books/{edition(found[0])}.json")


@routes.get(r"/books/(?P<name>OL\d+M)\.json")
def book(request, name):
    refused = refusal(request)
    if refused is not None:
        return refused
    for isbn13, known in BOOKS.items():
        if edition(isbn13) == name:
            isbn10, title, _, _, _, pages, publisher, average, _, _ = known
            document = {
                "key": f"/books/{name}", "title": title, "works": [{"key": f"/works/{work(isbn13)}"}],
                "isbn_10": [isbn10], "isbn_13": [isbn13], "publishers": [publisher], "publish_date": "October 1, 1988",
                "number_of_pages": pages, "covers": [-1] if average is None else [8739161],
                "languages": [{"key": "/languages/eng"}], "type": {"key": "/type/edition"}, "latest_revision": 3,
                "created": {"type": "/type/datetime", "value": "2008-04-29T13:35:46.876380"},
                "notes": {"type": "/type/text", "value": "A note."}}
            # Others have their authors on the work.
            if isbn13 == "9780140328721":
                document["authors"] = [{"key": "/authors/OL34184A"}]
            return Answer.json(document)
    return Answer.json({"error": "notfound", "key": f"/books/{name}"}, 404)


@routes.get(r"/works/(?P<name>OL\d+W)/ratings\.json")
def ratings(request, name):
    for isbn13, known in BOOKS.items():
        if work(isbn13) == name and known[7] is not None:
            return Answer.json({"summary": {"average": known[7], "count": known[8], "sortable": 3.9},
                                "counts": {"1": 0, "2": 1, "3": 1, "4": 3, "5": 5}})
    return Answer.json({"summary": {"average": None, "count": 0, "sortable": None},
                        "counts": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}})


@routes.get("/api/books")
def api_books(request):
    """The path without ending broke in September 2026."""
    return Answer.html("Not Found", 404)


@routes.get("/api/books.json")
def api_books_json(request):
    refused = refusal(request)
    if refused is not None:
        return refused
    keys = request.value("bibkeys")
    if keys is None:
        return Answer.json({"detail": [{"msg": "Field required", "loc": ["query", "bibkeys"]}]}, 422)
    return Answer.json({key: data(*found) for key in keys.split(",")
                        if (found := find(key.removeprefix("ISBN:"))) is not None})


def data(isbn13, book):
    isbn10, title, subtitle, authors, year, pages, publisher, _, _, _ = book
    cover = "https://covers.openlibrary.org/b/id/8739161"
    return {
        "url": f"https://openlibrary.org/books/{edition(isbn13)}", "key": f"/books/{edition(isbn13)}", "title": title,
        "authors": [{"url": "https://openlibrary.org/authors/OL1A", "name": name} for name in authors],
        "number_of_pages": pages, "identifiers": {"isbn_10": [isbn10], "isbn_13": [isbn13]},
        "publishers": [{"name": publisher}], "publish_date": str(year),
        "cover": {"small": f"{cover}-S.jpg", "medium": f"{cover}-M.jpg", "large": f"{cover}-L.jpg"},
    } | ({"subtitle": subtitle} if subtitle else {})


@routes.get(r"/b/(isbn|id)/(?P<name>[^/]+)-[SML]\.jpg")
def cover(request, name):
    if find(name) is None and not name.isdigit():
        return Answer.html("Not Found", 404) if request.value("default") == "false" else picture()
    if request.field("if-none-match") == '"cover-1"':
        return Answer(304, ETag='"cover-1"')
    return picture().with_fields({"ETag": '"cover-1"', "Cache-Control": "public, max-age=31536000"})


def picture():
    return Answer(200, b"\xff\xd8\xff\xe0" + json.dumps("a picture").encode(), "image/jpeg")
