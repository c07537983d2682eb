import Chassis
import HTTPTypes
import Upstream

/// Books and ratings from Open Library, which needs no key. It is a library, not a shop: slow at times, and its ratings
/// are hundreds where others have millions.
struct OpenLibrary: BookProvider {
  let source = Source(
    provider: "openlibrary", attribution: "Open Library, a project of the Internet Archive",
    url: "https://openlibrary.org/")

  private let upstream: Upstream
  private let answers: BookAnswers

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    let contact = try Contact(outside.settings)
    let policy = UpstreamPolicy(
      // One a second for anybody, three for whoever says how to be reached.
      rate: CallRate(calls: contact == nil ? 1 : 3, per: .seconds(1), burst: 3),
      // Seconds are common. Less than what a request of ours may take.
      timeout: .seconds(9),
      userAgent: contact.map { "\(Outside.userAgent) (\($0.text))" })
    upstream = try Upstream(
      source.provider,
      base: try BaseURL(outside.settings, "OPENLIBRARY_BASE_URL", default: "https://openlibrary.org"),
      policy: policy, outside: outside)
    answers = BookAnswers(.books, outside: outside)
  }

  func book(_ typed: TypedISBN) async throws -> Sourced<Book> {
    let isbn = typed.isbn
    return try await answers.answer(to: isbn) { _ in
      let book = try await upstream.ask(Self.request(isbn)) { try OpenLibraryReply.book(isbn, from: $0) }
      return Fetched(book, from: source.linked(to: book))
    }
  }

  /// A search: it alone has authors by name and ratings, and says "none" with a status of its own.
  private static func request(_ isbn: ISBN) -> UpstreamRequest {
    UpstreamRequest(
      "/search.json",
      query: [("q", "isbn:\(isbn.isbn13)"), ("limit", "1"), ("fields", OpenLibraryReply.fields.joined(separator: ","))])
  }
}

/// Whom Open Library may write to about our calls: the setting `OPENLIBRARY_CONTACT`.
private struct Contact {
  let text: String

  /// Nil where it is not set. Throws ``ConfigurationError``.
  init?(_ settings: Settings) throws {
    guard let text = settings.string("OPENLIBRARY_CONTACT") else { return nil }
    // It becomes a comment in a field value (RFC 9110 section 5.6.5).
    let isComment = text.utf8.allSatisfy { (0x20...0x7E).contains($0) && !#"()\"#.utf8.contains($0) }
    guard isComment, text.utf8.count <= 200 else {
      throw ConfigurationError(
        key: "OPENLIBRARY_CONTACT", value: text,
        allowed: "an e-mail address or a URL of at most 200 ASCII characters, without brackets and backslashes")
    }
    self.text = text
  }
}
