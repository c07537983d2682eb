import Chassis
import HTTPTypes
import Upstream

/// Books from the XML interface of Goodreads, for those who still have a key: none has been given out since 2020.
struct GoodreadsXML: BookProvider {
  let source = Source(provider: "goodreads", attribution: "Goodreads", url: "https://www.goodreads.com/")

  private let upstream: Upstream
  private let answers: BookAnswers
  private let key: Secret

  /// The names of the setting with the key, of which the first goes before.
  static func hasKey(_ outside: Outside) -> Bool { outside.hasKey("GOODREADS_KEY", "GOODREADS_API_KEY") }

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key("GOODREADS_KEY", "GOODREADS_API_KEY", for: source.provider)
    upstream = try Upstream(
      source.provider,
      base: try BaseURL(outside.settings, "GOODREADS_BASE_URL", default: "https://www.goodreads.com"),
      // At most one a second, by its terms.
      policy: UpstreamPolicy(rate: CallRate(calls: 1, per: .seconds(1), burst: 1)), outside: outside)
    // Nothing of Goodreads is to be kept for longer than a day.
    answers = BookAnswers(
      MemoryPolicy(freshFor: .seconds(43_200), staleFor: .seconds(43_200), unknownFor: .seconds(3600)),
      outside: outside)
  }

  func book(_ typed: TypedISBN) async throws -> Sourced<Book> {
    let isbn = typed.isbn
    return try await answers.answer(to: isbn) { _ in
      let book = try await upstream.ask(request(isbn)) { try GoodreadsReply.book(isbn, from: $0) }
      return Fetched(book, from: source.linked(to: book))
    }
  }

  private func request(_ isbn: ISBN) -> UpstreamRequest {
    UpstreamRequest(
      "/book/isbn/\(isbn.isbn13)", query: [("key", key.revealed)], fields: [.accept: "application/xml"])
  }
}
