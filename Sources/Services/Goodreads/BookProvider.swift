import Chassis

/// Where books and ratings come from.
protocol BookProvider: Sendable {
  /// As in the setting `PROVIDER` and in an answer's `source`.
  var name: String { get }

  /// Throws ``ProviderError``.
  func book(_ isbn: TypedISBN) async throws -> Sourced<Book>
}

/// The providers that this service knows; the first is the default.
let bookProviders = ProviderChoice<any BookProvider>([
  ("sample", { _ in try SampleBooks.bundled() })
])
