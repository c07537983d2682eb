import Chassis
import Upstream
import XML

/// What Goodreads answers about an ISBN. The same names stand in authors and similar books, so that only direct children
/// of `<book>` and `<work>` count; any of them may be empty, or a CDATA section, or absent.
enum GoodreadsReply {
  static func book(_ isbn: ISBN, from reply: UpstreamReply) throws(ProviderError) -> Book {
    switch reply.status {
    case 200, 404: break
    case 429: throw .throttled(retryAfter: reply.retryAfter)
    case 401, 403: throw .refused("Goodreads does not accept the key in GOODREADS_KEY or GOODREADS_API_KEY.")
    default: throw .status(reply.status, of: "Goodreads")
    }
    let root = try document(reply)
    switch root.name {
    // "book not found", with 404 and sometimes with 200.
    case "error" where reply.status == 404 || root.text.contains("not found"):
      throw .unknownBook(isbn, at: "Goodreads")
    case "GoodreadsResponse" where reply.status == 200:
      guard let book = root["book"] else { throw .unknownBook(isbn, at: "Goodreads") }
      return try self.book(isbn, book)
    default: throw .unavailable()
    }
  }

  /// Where the site is in trouble, or wants to see a person, it sends a page.
  private static func document(_ reply: UpstreamReply) throws(ProviderError) -> XMLElement {
    do {
      return try XMLElement(document: reply.body)
    } catch {
      throw .unavailable("Goodreads answered with something other than its data.", cause: error)
    }
  }

  private static func book(_ isbn: ISBN, _ book: XMLElement) throws(ProviderError) -> Book {
    let numbers = ["isbn13", "isbn"].compactMap { text(book, $0) }.compactMap { try? TypedISBN($0).isbn }
    guard numbers.isEmpty || numbers.contains(isbn) else {
      throw .unavailable("Goodreads answered with another book.")
    }
    let work = book["work"]
    guard let title = text(book, "title") ?? text(work, "original_title") else {
      throw .unavailable("Goodreads has a book without a title.")
    }
    // The average is that of all editions, so the counts are, too, where they are known.
    let ratings = ReaderRatings(
      count: number(work, "ratings_count") ?? number(book, "ratings_count"), average: number(book, "average_rating"))
    return Book(
      isbn: isbn, title: title, authors: authors(book),
      year: year(work, "original_publication_year") ?? year(book, "publication_year"), cover: cover(book),
      url: page(book), ratings: ratings.count,
      reviews: Plausible.count(number(work, "text_reviews_count") ?? number(book, "text_reviews_count")),
      averageRating: ratings.average)
  }

  /// Translators and illustrators are among the authors, with a role.
  private static func authors(_ book: XMLElement) -> [String] {
    let all = (book["authors"]?.all("author") ?? []).prefix(50)
    let writers = all.filter { text($0, "role") == nil }
    return (writers.isEmpty ? all : ArraySlice(writers)).compactMap { text($0, "name") }
  }

  private static func cover(_ book: XMLElement) -> String? {
    guard let link = Plausible.link(text(book, "image_url", limit: 2000)) else { return nil }
    return link.contains("/nophoto/") ? nil : link
  }

  private static func page(_ book: XMLElement) -> String? {
    if let link = Plausible.link(text(book, "link", limit: 2000)) ?? Plausible.link(text(book, "url", limit: 2000)) {
      return link
    }
    guard let id = text(book, "id", limit: 20), id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return "https://www.goodreads.com/book/show/\(id)"
  }

  private static func year(_ element: XMLElement?, _ name: String) -> Int? {
    PublicationYear.plausible(text(element, name, limit: 20).flatMap { Int($0) })
  }

  private static func number(_ element: XMLElement?, _ name: String) -> Double? {
    text(element, name, limit: 20).flatMap { LooseNumber.text($0).value }
  }

  private static func text(_ element: XMLElement?, _ name: String, limit: Int = 300) -> String? {
    Plausible.text(element?[name]?.text, limit: limit)
  }
}
