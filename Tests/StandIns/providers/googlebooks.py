"""Google Books. Without a key the quota is always used up; a search may find another book than the one asked for."""

from message import Answer
from providers.books import find
from routes import Routes

routes = Routes()


def error(status, message, reason, name, details=None):
    body = {"code": status, "message": message, "errors": [{"message": message, "domain": "global", "reason": reason}],
            "status": name}
    return Answer.json({"error": body | ({"details": details} if details else {})}, status)


def throttled(request):
    return error(
        429, "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service 'books.googleapis.com' for "
        "consumer 'project_number:624717413613'.", "rateLimitExceeded", "RESOURCE_EXHAUSTED")


FAULTS = {
    "throttled": throttled,
    "plan": lambda request: error(
        403, "Books API has not been used in project 1 before or it is disabled.", "accessNotConfigured",
        "PERMISSION_DENIED"),
    "unknown-location": lambda request: None if request.value("country") else error(
        403, "Cannot determine user location for geographically restricted operation.", "unknownLocation",
        "PERMISSION_DENIED"),
    "backend-failed": lambda request: error(503, "Service temporarily unavailable.", "backendFailed", "UNAVAILABLE"),
    "wrong-item": lambda request: volumes(request, instead="9780441172719"),
}


@routes.get("/books/v1/volumes")
def volumes(request, instead=None):
    key = request.value("key", "") or request.field("x-goog-api-key")
    if key == "":
        return throttled(request)
    if key != "test-key":
        message = "API key not valid. Please pass a valid API key."
        return error(400, message, "badRequest", "INVALID_ARGUMENT", [{
            "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com",
            "metadata": {"service": "books.googleapis.com"}}])
    found = find(instead or request.value("q", "").removeprefix("isbn:"))
    if found is None:
        return Answer.json({"kind": "books#volumes", "totalItems": 0})
    isbn13, (isbn10, title, subtitle, authors, year, pages, publisher, average, ratings, _) = found
    info = {
        "title": title, "authors": authors, "publisher": publisher, "publishedDate": f"{year}-10", "pageCount": pages,
        "industryIdentifiers": [
            {"type": "ISBN_13", "identifier": isbn13}, {"type": "ISBN_10", "identifier": isbn10}],
        "description": "A book.", "printType": "BOOK", "categories": ["Business"], "maturityRating": "NOT_MATURE",
        "imageLinks": {"smallThumbnail": "http://books.google.com/books/content?id=abc&zoom=5",
                       "thumbnail": "http://books.google.com/books/content?id=abc&zoom=1"},
        "language": "en", "infoLink": "http://books.google.com/books?id=abc"}
    if subtitle is not None:
        info["subtitle"] = subtitle
    # Usually absent.
    if isbn13 == "9780307463746":
        info |= {"averageRating": average, "ratingsCount": ratings}
    return Answer.json({"kind": "books#volumes", "totalItems": 1, "items": [{
        "kind": "books#volume", "id": "abc", "etag": "x", "selfLink": "https://www.googleapis.com/books/v1/volumes/abc",
        "volumeInfo": info}]})
