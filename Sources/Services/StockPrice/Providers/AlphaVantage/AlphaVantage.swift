import Chassis
import FoundationEssentials
import Upstream

/// Quotes from Alpha Vantage: on its free plan the price at the end of a trading day, 25 calls a day.
struct AlphaVantage: QuoteProvider {
  private static let keyName = AlphaVantageReply.keyName
  private static let otherKeyName = "ALPHA_VANTAGE_API_KEY"

  static func hasKey(_ outside: Outside) -> Bool { outside.hasKey(keyName, otherKeyName) }

  let source = Source(
    provider: "alphavantage", attribution: "Data provided by Alpha Vantage", url: "https://www.alphavantage.co/")

  private let upstream: Upstream
  private let key: Secret
  private let quotes: RememberedAnswers<StockSymbol, Quote>
  private let companies: RememberedAnswers<StockSymbol, AlphaVantageReply.Company>
  private let outside: Outside

  /// The price of a day is good for long, and calls are few. It is still the last known one the day after.
  private static let memory = MemoryPolicy(freshFor: .seconds(6 * 3600), staleFor: .seconds(86_400))

  /// Where a name could not be had, it is tried again sooner.
  private static let withoutName = Duration.seconds(900)

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key(Self.keyName, Self.otherKeyName, for: source.provider)
    let policy = UpstreamPolicy(rate: try .evenly("ALPHAVANTAGE_CALLS_PER_MINUTE", free: 60, in: outside.settings))
    let base = try BaseURL(outside.settings, "ALPHAVANTAGE_BASE_URL", default: "https://www.alphavantage.co")
    upstream = try Upstream(source.provider, base: base, policy: policy, outside: outside)
    quotes = RememberedAnswers(Self.memory, outside: outside)
    companies = RememberedAnswers(.companies, outside: outside)
    self.outside = outside
  }

  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote> {
    try await quotes.answer(to: symbol) { _ in
      // The name costs a call of the day's 25, so it is asked for only where there is a price.
      try await upstream.question {
        var price = try await ask("GLOBAL_QUOTE", ("symbol", Self.spelling(symbol))) { reply in
          try AlphaVantageReply.price(from: reply, for: symbol, now: outside.now())
        }
        let company = await company(symbol)
        price.currency = company?.currency ?? price.currency
        guard let quote = price.quote(for: symbol, name: company?.name) else {
          throw ProviderError.unavailable("\(AlphaVantageReply.name) answered with a price that cannot be true.")
        }
        return Fetched(quote, from: source, freshFor: company == nil ? Self.withoutName : nil)
      }
    }
  }

  /// Nil where it cannot be had: a price without a name is better than none.
  private func company(_ symbol: StockSymbol) async -> AlphaVantageReply.Company? {
    let spelling = Self.spelling(symbol)
    let company = try? await companies.answerOfAnyAge(to: symbol) { _ in
      let company = try await ask("SYMBOL_SEARCH", ("keywords", spelling)) { reply in
        try AlphaVantageReply.company(from: reply, spelling: spelling, now: outside.now())
      }
      return Fetched(company, from: source)
    }
    return company?.value
  }

  /// Keys are taken from the query only.
  private func ask<Value: Sendable>(
    _ function: String, _ parameter: (String, String), read: @Sendable (UpstreamReply) throws -> Value
  ) async throws -> Value {
    let query = [("function", function), parameter, ("apikey", key.revealed)]
    return try await upstream.ask(UpstreamRequest("/query", query: query), read: read)
  }

  /// Classes of shares have a dash here too; exchanges have names of their own.
  static func spelling(_ symbol: StockSymbol) -> String {
    guard let exchange = symbol.exchange, let name = exchangeNames[String(exchange)] else { return symbol.text }
    return symbol.text.dropLast(exchange.count) + name
  }

  private static let exchangeNames = [
    "L": "LON", "DE": "DEX", "TO": "TRT", "V": "TRV", "BO": "BSE", "SS": "SHH", "SZ": "SHZ",
  ]
}
