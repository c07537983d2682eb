"""Goodreads: XML for those who have a key, with other books and persons nested inside, and the keyless JSON of counts."""

from html import escape

from message import Answer
from providers.books import find, number
from routes import Routes

routes = Routes()

FAULTS = {
    "throttled": lambda request: Answer.text("Too many requests", 429),
    "revoked-key": lambda request: Answer.text("Invalid API key", 403),
    "unknown-in-200": lambda request: Answer.xml("<error>book not found</error>"),
    "plain": lambda request: show(request, request.path.split("/")[-1], style="plain"),
}


def refusal(request):
    key = request.value("key", "")
    if key == "":
        return Answer.redirect("/book/show/1", 301)
    return None if key == "test-key" else Answer.text("Invalid API key", 401)


@routes.get(r"/book/isbn/(?P<isbn>[^/]+)", r"/book/isbn")
def show(request, isbn=None, style="cdata"):
    refused = refusal(request)
    if refused is not None:
        return refused
    found = find(isbn if isbn is not None else request.value("isbn", ""))
    if found is None:
        return Answer.xml("<error>book not found</error>", 404)
    return Answer.xml(book_document(*found, style))


@routes.get(r"/book/isbn_to_id/(?P<isbn>[^/]+)")
def isbn_to_id(request, isbn):
    found = find(isbn)
    return refusal(request) or (Answer.text("", 404) if found is None else Answer.text(str(number(found[0]))))


@routes.get(r"/book/show/\d+.*")
def page(request):
    return Answer.html("Just a moment... are you a robot?")


def book_document(isbn13, book, style):
    isbn10, title, subtitle, authors, year, pages, publisher, average, ratings, reviews = book
    full = title if subtitle is None else f"{title}: {subtitle}"

    def text(value):
        value = "" if value is None else str(value)
        return f"<![CDATA[{value}]]>" if style == "cdata" else escape(value)

    def person(name):
        return f"""<author><id>1</id><name>{escape(name)}</name><role></role><image_url nophoto='false'><![CDATA[
https://images.example.org/author.jpg
]]></image_url><link>https://www.goodreads.com/author/show/1</link><average_rating>1.97</average_rating>
<ratings_count>7</ratings_count><text_reviews_count>8</text_reviews_count></author>"""

    return f"""<?xml version="1.0" encoding="UTF-8"?>
<GoodreadsResponse>
  <Request><authentication>true</authentication><key><![CDATA[test-key]]></key><method><![CDATA[book_isbn]]></method></Request>
  <book>
    <id>{number(isbn13)}</id><title>{text(full)}</title><isbn>{text(isbn10)}</isbn><isbn13>{text(isbn13)}</isbn13>
    <asin>{text("")}</asin><kindle_asin>{text("")}</kindle_asin><country_code>{text("US")}</country_code>
    <image_url>https://s.gr-assets.com/assets/nophoto/book/111x148.png</image_url><small_image_url></small_image_url>
    <publication_year>{year}</publication_year><publication_month>3</publication_month><publication_day/>
    <publisher>{text(publisher)}</publisher><language_code>eng</language_code><is_ebook>false</is_ebook>
    <description>{text("About &lt;b&gt;it&lt;/b&gt;<br />and more.")}</description>
    <work>
      <id type="integer">99</id><books_count type="integer">12</books_count><best_book_id type="integer">98</best_book_id>
      <reviews_count type="integer">200</reviews_count><ratings_sum type="integer">1</ratings_sum>
      {integer("ratings_count", ratings)}{integer("text_reviews_count", reviews)}
      <original_publication_year type="integer">{year}</original_publication_year>
      <original_publication_month type="integer" nil="true"/><original_publication_day type="integer" nil="true"/>
      <original_title>{escape(title)}</original_title><media_type>book</media_type>
      <rating_dist>5:838|4:973|3:484|2:92|1:28|total:2415</rating_dist>
    </work>
    <average_rating>{"" if average is None else average}</average_rating><num_pages>{text(pages)}</num_pages>
    <format>{text("Hardcover")}</format><edition_information>{text("")}</edition_information>
    <ratings_count>{text(ratings)}</ratings_count><text_reviews_count>{text(reviews)}</text_reviews_count>
    <url>{text(f"https://www.goodreads.com/book/show/{number(isbn13)}")}</url>
    <link>{text(f"https://www.goodreads.com/book/show/{number(isbn13)}")}</link>
    <authors>{"".join(person(name) for name in authors)}</authors>
    <reviews_widget><![CDATA[<style>#goodreads-widget {{ padding: 0 }}</style><div>]]></reviews_widget>
    <popular_shelves><shelf name="to-read" count="3504"/></popular_shelves>
    <book_links/><buy_links/><series_works/>
    <similar_books><book><id>5</id><title>Another Book</title><isbn>0000000000</isbn><isbn13>9780000000002</isbn13>
      <average_rating>1.11</average_rating><ratings_count>11</ratings_count>
      <image_url>https://images.example.org/other.jpg</image_url>
      <authors><author><id>6</id><name>Another Author</name></author></authors></book></similar_books>
  </book>
</GoodreadsResponse>
"""


def integer(name, value):
    return f'<{name} type="integer" nil="true"/>' if value is None else f'<{name} type="integer">{value}</{name}>'


@routes.get("/book/review_counts.json")
def review_counts(request):
    names = [name for name in request.value("isbns", "").split(",") if name]
    if not names:
        return Answer.text("No ISBNs specified.", 400)
    if not any(len(name) in (10, 13) for name in names):
        return Answer.text("No valid ISBNs.", 422)
    found = [known for name in names if (known := find(name)) is not None]
    if not found:
        return Answer.text("No books match those ISBNs.", 404)
    return Answer.json({"books": [{
        "id": number(isbn13), "isbn": book[0], "isbn13": isbn13, "ratings_count": 0, "reviews_count": 2,
        "text_reviews_count": 0, "work_ratings_count": book[8] or 0, "work_reviews_count": 114,
        "work_text_reviews_count": book[9] or 0, "average_rating": f"{book[7] or 0:.2f}"} for isbn13, book in found]})


@routes.get("/book/auto_complete")
def auto_complete(request):
    found = find(request.value("q", ""))
    if found is None:
        return Answer.json([])
    isbn13, book = found
    return Answer.json([{
        "imageUrl": "https://images.example.org/nophoto/book.png", "bookId": str(number(isbn13)), "workId": "1",
        "bookUrl": f"/book/show/{number(isbn13)}", "title": book[1], "bookTitleBare": book[1], "numPages": None,
        "avgRating": str(book[7]) if book[7] else 0, "ratingsCount": book[8] or 0,
        "author": {"id": 1, "name": book[3][0], "isGoodreadsAuthor": False}, "description": {"html": "A book."}}])
