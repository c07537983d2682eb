import Chassis
import Upstream

/// Where books and ratings come from.
protocol BookProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``.
  func book(_ isbn: TypedISBN) async throws -> Sourced<Book>
}

/// The providers that this service knows.
func bookProviders(_ outside: Outside) -> ProviderChoice<any BookProvider> {
  ProviderChoice(
    [
      ("sample", { _ in try SampleBooks.bundled() })
    ], auto: { _ in ["sample"] })
}
