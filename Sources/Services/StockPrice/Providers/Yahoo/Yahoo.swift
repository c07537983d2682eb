import Chassis
import FoundationEssentials
import Upstream

/// Quotes from Yahoo Finance: of most exchanges of the world, without a key. An interface that Yahoo does not document,
/// and allows for personal use only.
struct Yahoo: QuoteProvider {
  let source = Source(
    provider: "yahoo", attribution: YahooReply.name, url: "https://finance.yahoo.com/", licence: "personal use only")

  private let upstream: Upstream
  private let quotes: RememberedAnswers<StockSymbol, Quote>
  private let now: @Sendable () -> Date

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    let setting = "YAHOO_BASE_URL"
    let base = try BaseURL(outside.settings, setting, default: "https://query1.finance.yahoo.com")
    let alternate = outside.settings.isSet(setting) ? nil : BaseURL("https://query2.finance.yahoo.com")
    // Limits are unpublished. What calls itself by a library's name is refused.
    let policy = UpstreamPolicy(
      rate: CallRate(calls: 1, per: .seconds(1), burst: 5), restAfterThrottling: YahooReply.rest,
      userAgent: "Mozilla/5.0 (compatible; \(Outside.userAgent))")
    upstream = try Upstream(source.provider, base: base, alternate: alternate, policy: policy, outside: outside)
    quotes = RememberedAnswers(.quotes, outside: outside)
    now = outside.now
  }

  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote> {
    try await quotes.answer(to: symbol) { _ in
      let reading = try await upstream.ask(Self.request(symbol)) { reply in
        try YahooReply.reading(from: reply, for: symbol, now: now())
      }
      return Fetched(reading.quote, from: source(of: symbol), freshFor: reading.freshFor)
    }
  }

  private static func request(_ symbol: StockSymbol) -> UpstreamRequest {
    UpstreamRequest(
      "/v8/finance/chart/" + UpstreamRequest.segment(symbol.text),
      query: [("range", "1mo"), ("interval", "1d"), ("includePrePost", "false")])
  }

  private func source(of symbol: StockSymbol) -> Source {
    var source = source
    source.url = "https://finance.yahoo.com/quote/" + UpstreamRequest.segment(symbol.text)
    return source
  }
}

extension MemoryPolicy {
  /// A price that is an hour old is better than none, where its age is told.
  static let quotes = MemoryPolicy(freshFor: QuoteReading.open, staleFor: .seconds(3600))

  /// Names of companies, which seldom change.
  static let companies = MemoryPolicy(freshFor: .seconds(86_400), staleFor: .seconds(7 * 86_400))
}
