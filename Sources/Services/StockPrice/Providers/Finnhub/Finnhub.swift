import Chassis
import HTTPServer
import HTTPTypes
import Upstream

/// Quotes from Finnhub, whose free plan has the exchanges of the United States, in real time.
struct Finnhub: QuoteProvider {
  static func hasKey(_ outside: Outside) -> Bool { outside.hasKey(FinnhubReply.keyName) }

  let source = Source(provider: "finnhub", attribution: "Data provided by Finnhub", url: "https://finnhub.io/")

  private let upstream: Upstream
  private let key: Secret
  private let quotes: RememberedAnswers<StockSymbol, Quote>
  private let companies: RememberedAnswers<StockSymbol, String?>

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key(FinnhubReply.keyName, for: source.provider)
    let policy = UpstreamPolicy(rate: try .perMinute("FINNHUB_CALLS_PER_MINUTE", free: 60, in: outside.settings))
    let base = try BaseURL(outside.settings, "FINNHUB_BASE_URL", default: "https://finnhub.io")
    upstream = try Upstream(source.provider, base: base, policy: policy, outside: outside)
    quotes = RememberedAnswers(.quotes, outside: outside)
    companies = RememberedAnswers(.companies, outside: outside)
  }

  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote> {
    try await quotes.answer(to: symbol) { _ in
      async let company = company(symbol)
      let price = try await upstream.ask(request("/api/v1/quote", symbol)) { reply in
        try FinnhubReply.price(from: reply, for: symbol)
      }
      guard let quote = price.quote(for: symbol, name: await company) else {
        throw ProviderError.unavailable("\(FinnhubReply.name) answered with a price that cannot be true.")
      }
      return Fetched(quote, from: source)
    }
  }

  /// Nil where it cannot be had: a price without a name is better than none.
  private func company(_ symbol: StockSymbol) async -> String? {
    let company = try? await companies.answerOfAnyAge(to: symbol) { kept in
      let name = try await upstream.ask(request("/api/v1/stock/profile2", symbol)) { reply in
        try Self.name(in: reply, of: symbol)
      }
      return Fetched(name ?? kept?.answer ?? nil, from: source, freshFor: name == nil ? Self.withoutName : nil)
    }
    return company?.value
  }

  /// Only what is about all calls is a failure here. Whatever else is wrong with a profile must not make the host seem
  /// down, for its quotes may be fine.
  private static func name(in reply: UpstreamReply, of symbol: StockSymbol) throws -> String? {
    do throws(ProviderError) {
      return try FinnhubReply.company(from: reply, for: symbol)
    } catch {
      if error.code == .throttled { throw error }
      return nil
    }
  }

  /// Where a name could not be had, it is tried again sooner.
  private static let withoutName = Duration.seconds(600)

  /// The key goes into a field, as URLs are written to more logs.
  private func request(_ path: String, _ symbol: StockSymbol) -> UpstreamRequest {
    let exchange = symbol.exchange.map { ".\($0)" } ?? ""
    return UpstreamRequest(path, query: [("symbol", symbol.dotted + exchange)], fields: [Self.token: key.revealed])
  }

  private static let token = HTTPField.Name.known("X-Finnhub-Token")
}
