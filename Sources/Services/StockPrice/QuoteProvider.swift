import Chassis
import Upstream

/// Where quotes come from.
protocol QuoteProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``.
  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote>
}

/// The providers that this service knows.
func quoteProviders(_ outside: Outside) -> ProviderChoice<any QuoteProvider> {
  ProviderChoice(
    [
      ("sample", { _ in try SampleQuotes.bundled() })
    ], auto: { _ in ["sample"] })
}
