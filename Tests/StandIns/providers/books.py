"""The books that the three book providers know."""

# ISBN-13: (ISBN-10, title, subtitle, authors, first year, pages, publisher, average rating, ratings, reviews).
BOOKS = {
    "9780316219280": ("0316219282", "The Everything Store", "Jeff Bezos and the Age of Amazon", ["Brad Stone"], 2013, 384,
                      "Back Bay Books", 4.06, 24678, 1577),
    "9780307463746": ("0307463745", "Rework", None, ["Jason Fried", "David Heinemeier Hansson"], 2010, 279,
                      "Crown Business", 3.93, 92318, 2938),
    "9780441172719": ("0441172717", "Dune", None, ["Frank Herbert"], 1965, 592, "Ace", 4.26785, 513, 40),
    "9780140328721": ("0140328726", "Fantastic Mr. Fox", None, ["Roald Dahl"], 1970, 96, "Puffin", None, None, None),
}


def find(text):
    """The ISBN-13 and the book of either form of ISBN."""
    for isbn13, book in BOOKS.items():
        if text in (isbn13, book[0]):
            return isbn13, book
    return None


def number(isbn13):
    """An id that providers might give it."""
    return int(isbn13) % 10_000_000
