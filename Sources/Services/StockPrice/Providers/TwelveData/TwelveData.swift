import Chassis
import FoundationEssentials
import HTTPTypes
import Upstream

/// Quotes from Twelve Data, whose free plan has the exchanges of the United States.
struct TwelveData: QuoteProvider {
  private static let keyName = TwelveDataReply.keyName
  private static let otherKeyName = "TWELVEDATA_API_KEY"

  static func hasKey(_ outside: Outside) -> Bool { outside.hasKey(keyName, otherKeyName) }

  let source = Source(
    provider: "twelvedata", attribution: "Data provided by Twelve Data", url: "https://twelvedata.com/")

  private let upstream: Upstream
  private let key: Secret
  private let quotes: RememberedAnswers<StockSymbol, Quote>
  private let now: @Sendable () -> Date

  /// Throws ``ConfigurationError``.
  init(_ outside: Outside) throws {
    key = try outside.key(Self.keyName, Self.otherKeyName, for: source.provider)
    let policy = UpstreamPolicy(rate: try .perMinute("TWELVE_DATA_CALLS_PER_MINUTE", free: 8, in: outside.settings))
    let base = try BaseURL(outside.settings, "TWELVE_DATA_BASE_URL", default: "https://api.twelvedata.com")
    upstream = try Upstream(source.provider, base: base, policy: policy, outside: outside)
    quotes = RememberedAnswers(.quotes, outside: outside)
    now = outside.now
  }

  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote> {
    try await quotes.answer(to: symbol) { _ in
      let reading = try await upstream.ask(request(symbol)) { reply in
        try TwelveDataReply.reading(from: reply, for: symbol, now: now())
      }
      return Fetched(reading.quote, from: source, freshFor: reading.freshFor)
    }
  }

  /// The key goes into a field, as URLs are written to more logs.
  private func request(_ symbol: StockSymbol) -> UpstreamRequest {
    UpstreamRequest(
      "/quote", query: Self.query(symbol), fields: [.authorization: "apikey \(key.revealed)"])
  }

  /// An exchange is named by its code of ISO 10383; one that is not known here goes out as it is, and is unknown there.
  static func query(_ symbol: StockSymbol) -> [(String, String)] {
    guard let exchange = symbol.exchange else { return [("symbol", symbol.dotted)] }
    guard let code = exchangeCodes[String(exchange)] else { return [("symbol", symbol.text)] }
    return [("symbol", symbol.dotted), ("mic_code", code)]
  }

  private static let exchangeCodes = [
    "L": "XLON", "DE": "XETR", "F": "XFRA", "PA": "XPAR", "AS": "XAMS", "BR": "XBRU", "MI": "XMIL", "MC": "XMAD",
    "SW": "XSWX", "VI": "XWBO", "ST": "XSTO", "CO": "XCSE", "HE": "XHEL", "OL": "XOSL", "TO": "XTSE", "V": "XTSX",
    "T": "XJPX", "HK": "XHKG", "KS": "XKRX", "AX": "XASX", "NZ": "XNZE", "NS": "XNSE", "BO": "XBOM", "TA": "XTAE",
    "JO": "XJSE", "SA": "BVMF", "MX": "XMEX",
  ]
}
