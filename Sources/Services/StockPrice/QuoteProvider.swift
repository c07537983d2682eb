import Chassis
import Upstream

/// Where quotes come from.
protocol QuoteProvider: Sendable {
  /// Whom to credit. An answer's own source may lead to a page that is more exact.
  var source: Source { get }

  /// Throws ``ProviderError``, and ``StaleAnswer`` where no new quote can be had but an old one.
  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote>
}

/// The providers that this service knows.
func quoteProviders(_ outside: Outside) -> ProviderChoice<any QuoteProvider> {
  ProviderChoice(
    [
      ("yahoo", { _ in try Yahoo(outside) }), ("finnhub", { _ in try Finnhub(outside) }),
      ("twelvedata", { _ in try TwelveData(outside) }), ("alphavantage", { _ in try AlphaVantage(outside) }),
      ("sample", { _ in try SampleQuotes.bundled() }),
    ],
    // Whoever got a key wants it used.
    auto: { _ in
      if Finnhub.hasKey(outside) { return ["finnhub"] }
      if TwelveData.hasKey(outside) { return ["twelvedata"] }
      return AlphaVantage.hasKey(outside) ? ["alphavantage"] : ["yahoo"]
    })
}
