import Chassis
import Upstream

/// Where books and ratings come from.
protocol BookProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``.
  func book(_ isbn: TypedISBN) async throws -> Sourced<Book>
}

/// The providers that this service knows. Google Books is asked only by name: it has few ratings.
func bookProviders(_ outside: Outside) -> ProviderChoice<any BookProvider> {
  ProviderChoice(
    [
      ("openlibrary", { _ in try OpenLibrary(outside) }),
      ("goodreads", { _ in try GoodreadsXML(outside) }),
      ("googlebooks", { _ in try GoogleBooks(outside) }),
      ("sample", { _ in try SampleBooks.bundled() }),
    ], auto: { _ in [GoodreadsXML.hasKey(outside) ? "goodreads" : "openlibrary"] })
}
