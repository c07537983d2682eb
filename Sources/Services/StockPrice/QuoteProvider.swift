import Chassis

/// Where quotes come from.
protocol QuoteProvider: Sendable {
  /// As in the setting `PROVIDER` and in an answer's `source`.
  var name: String { get }

  /// Throws ``ProviderError``.
  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote>
}

/// The providers that this service knows; the first is the default.
let quoteProviders = ProviderChoice<any QuoteProvider>([
  ("sample", { _ in try SampleQuotes.bundled() })
])
