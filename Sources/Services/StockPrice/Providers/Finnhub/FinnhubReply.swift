import Chassis
import FoundationEssentials
import Upstream

/// What replies of Finnhub say.
enum FinnhubReply {
  /// The quote, without the name of the company, which is another call's.
  static func price(from reply: UpstreamReply, for symbol: StockSymbol) throws(ProviderError) -> LivePrice {
    let quote = try read(Quote.self, from: reply, for: symbol)
    guard let price = Plausible.amount(quote.c) else { throw .unavailable("\(name) answered without a price.") }
    if price == 0 {
      // Whatever Finnhub does not know costs nothing and never did.
      if (quote.pc ?? 0) == 0 && (quote.t ?? 0) == 0 { throw unknown(symbol) }
      throw .unavailable("\(name) has no price of \"\(symbol)\" at the moment.")
    }
    return LivePrice(
      price: price, previousClose: quote.pc == 0 ? nil : quote.pc,
      // The profile's currency is the one that the company reports in, not the one that its shares are traded in.
      currency: symbol.isListedInUnitedStates ? .dollar : nil, asOf: Plausible.date(unix: quote.t))
  }

  /// The name of the company.
  static func company(from reply: UpstreamReply, for symbol: StockSymbol) throws(ProviderError) -> String {
    guard let company = Plausible.text(try read(Profile.self, from: reply, for: symbol).name) else {
      throw unknown(symbol)
    }
    return company
  }

  static let name = "Finnhub"
  static let keyName = "FINNHUB_API_KEY"
  static let key = "the key in \(keyName)"

  private struct Quote: Decodable {
    var c: Double?
    var pc: Double?
    var t: Double?
  }

  private struct Profile: Decodable {
    var name: String?
  }

  private struct Fault: Decodable {
    var error: String?
  }

  private static func read<Body: Decodable>(
    _ body: Body.Type, from reply: UpstreamReply, for symbol: StockSymbol
  ) throws(ProviderError) -> Body {
    if let text = (try? reply.json(Fault.self))?.error { throw error(text.lowercased(), reply, symbol) }
    if let refusal = Refusal.error(for: reply, of: name, key: key) { throw refusal }
    return try reply.json(body)
  }

  private static func error(_ text: String, _ reply: UpstreamReply, _ symbol: StockSymbol) -> ProviderError {
    if text.contains("limit reached") { return .throttled(retryAfter: reply.retryAfter) }
    if text.contains("api key") { return .refused("\(name) does not accept \(key).") }
    if text.contains("access to this resource") {
      return .refused("The \(name) plan of \(key) does not cover \"\(symbol)\".")
    }
    return Refusal.error(for: reply, of: name, key: key) ?? .unavailable("\(name) answered with an error.")
  }

  private static func unknown(_ symbol: StockSymbol) -> ProviderError {
    .unknown("\(name) knows no symbol \"\(symbol)\".")
  }
}
