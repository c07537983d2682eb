import Chassis
import Upstream

/// Books from Google Books. It needs a key: callers without one share a quota that is always used up.
struct GoogleBooks: BookProvider {
  let source = Source(provider: "googlebooks", attribution: "Google Books", url: "https://books.google.com/")

  private let upstream: Upstream
  private let answers: BookAnswers
  private let key: Secret

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key("GOOGLE_BOOKS_API_KEY", for: source.provider)
    upstream = try Upstream(
      source.provider,
      base: try BaseURL(outside.settings, "GOOGLE_BOOKS_BASE_URL", default: "https://www.googleapis.com"),
      // The free thousand a day are counted by Google, which knows of larger quotas; this evens out bursts.
      policy: UpstreamPolicy(rate: CallRate(calls: 60, per: .seconds(60), burst: 10)), outside: outside)
    answers = BookAnswers(.books, outside: outside)
  }

  func book(_ typed: TypedISBN) async throws -> Sourced<Book> {
    let isbn = typed.isbn
    return try await answers.answer(to: isbn) { _ in
      let book = try await upstream.ask(request(isbn)) { try GoogleBooksReply.book(isbn, from: $0) }
      return Fetched(book, from: source.linked(to: book))
    }
  }

  /// With a country, for Google refuses callers whose country it cannot tell from the address.
  private func request(_ isbn: ISBN) -> UpstreamRequest {
    UpstreamRequest(
      "/books/v1/volumes", query: [("q", "isbn:\(isbn.isbn13)"), ("country", "US"), ("key", key.revealed)])
  }
}
