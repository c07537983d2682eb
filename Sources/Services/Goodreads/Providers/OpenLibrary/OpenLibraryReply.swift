import Chassis
import Upstream

/// What Open Library answers to a search for an ISBN: the work, and under `editions` the edition with that number.
enum OpenLibraryReply {
  /// Only what is asked for comes.
  static let fields = [
    "key", "title", "author_name", "first_publish_year", "cover_i", "ratings_average", "ratings_count", "editions",
    "editions.key", "editions.title", "editions.isbn",
  ]

  private struct Search: Decodable {
    var docs: [Work]
  }

  /// What is not known is left out.
  private struct Work: Decodable {
    var key: String?
    var title: String?
    var author_name: [String]?
    var first_publish_year: LooseNumber?
    var cover_i: LooseNumber?
    var ratings_average: LooseNumber?
    var ratings_count: LooseNumber?
    var editions: Editions?
  }

  private struct Editions: Decodable {
    var docs: [Edition]?
  }

  private struct Edition: Decodable {
    var key: String?
    var title: String?
    var isbn: [String]?
  }

  static func book(_ isbn: ISBN, from reply: UpstreamReply) throws(ProviderError) -> Book {
    switch reply.status {
    case 200: break
    case 429: throw .throttled(retryAfter: reply.retryAfter)
    case 403: throw .refused("Open Library refused the call. OPENLIBRARY_CONTACT tells it whom it may write to.")
    // A search that finds nothing is a 200: a 404 means that the interface has moved.
    default: throw .status(reply.status, of: "Open Library")
    }
    let search = try reply.json(Search.self)
    guard let work = search.docs.first else { throw .unknownBook(isbn, at: "Open Library") }
    let edition = work.editions?.docs?.first { isOf(isbn, $0) }
    guard let title = Plausible.text(edition?.title) ?? Plausible.text(work.title) else {
      throw .unavailable("Open Library has a book without a title.")
    }
    let ratings = ReaderRatings(count: work.ratings_count?.value, average: work.ratings_average?.value)
    return Book(
      isbn: isbn, title: title, authors: (work.author_name ?? []).prefix(50).compactMap { Plausible.text($0) },
      year: PublicationYear.plausible(work.first_publish_year?.value.flatMap { Int(exactly: $0) }),
      cover: cover(work.cover_i), url: page(edition?.key) ?? page(work.key), ratings: ratings.count,
      averageRating: ratings.average)
  }

  private static func isOf(_ isbn: ISBN, _ edition: Edition) -> Bool {
    (edition.isbn ?? []).contains { $0 == isbn.isbn13 || $0 == isbn.isbn10 }
  }

  /// There are covers with the number -1, which are none.
  private static func cover(_ number: LooseNumber?) -> String? {
    guard let number = Plausible.count(number?.value), number > 0 else { return nil }
    return "https://covers.openlibrary.org/b/id/\(number)-M.jpg"
  }

  /// - Parameter key: As `/works/OL893415W` or `/books/OL7353617M`.
  private static func page(_ key: String?) -> String? {
    guard let key, key.hasPrefix("/works/OL") || key.hasPrefix("/books/OL") else { return nil }
    return Plausible.link("https://openlibrary.org\(key)")
  }
}
