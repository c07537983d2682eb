import Chassis
import FoundationEssentials
import Upstream

/// What replies of Alpha Vantage say. Whatever it is, the status is 200, and numbers are strings.
enum AlphaVantageReply {
  static func price(
    from reply: UpstreamReply, for symbol: StockSymbol, now: Date
  ) throws(ProviderError) -> LivePrice {
    try checkFault(in: reply, now)
    guard let quote = try reply.json(QuoteBody.self).quote else {
      throw .unavailable("\(name) answered without a quote.")
    }
    if quote.isEmpty { throw unknown(symbol) }
    guard let price = Plausible.amount(quote.price?.value) else {
      throw .unavailable("\(name) answered without a usable price.")
    }
    return LivePrice(
      price: price, previousClose: quote.previousClose?.value,
      currency: symbol.isListedInUnitedStates ? .dollar : nil,
      // No more than the day is known. Its beginning in UTC claims no hour that somebody might take for the close's.
      asOf: quote.day.flatMap { Plausible.date(iso8601: $0 + "T00:00:00Z") })
  }

  /// The company with exactly this symbol, among those that a search for it found. `spelling` is the provider's own.
  static func company(
    from reply: UpstreamReply, spelling: String, now: Date
  ) throws(ProviderError) -> Company {
    try checkFault(in: reply, now)
    let matches = try reply.json(SearchBody.self).bestMatches ?? []
    guard
      let match = matches.first(where: { $0.symbol?.uppercased() == spelling }), let name = Plausible.text(match.name)
    else { throw .unknown("\(name) knows no company with the symbol \"\(spelling)\".") }
    return Company(name: name, currency: match.currency.flatMap(TradingCurrency.init))
  }

  struct Company: Sendable, Equatable {
    var name: String
    var currency: TradingCurrency?
  }

  static let name = "Alpha Vantage"
  static let keyName = "ALPHAVANTAGE_API_KEY"
  static let key = "the key in \(keyName)"

  private static func checkFault(in reply: UpstreamReply, _ now: Date) throws(ProviderError) {
    if let fault = try? reply.json(AlphaVantageFault.self), let error = fault.error(now) { throw error }
    if let refusal = Refusal.error(for: reply, of: name, key: key) { throw refusal }
  }

  private static func unknown(_ symbol: StockSymbol) -> ProviderError {
    .unknown("\(name) knows no symbol \"\(symbol)\".")
  }

  private struct QuoteBody: Decodable {
    var quote: DayQuote?

    enum CodingKeys: String, CodingKey {
      case quote = "Global Quote"
    }
  }

  private struct DayQuote: Decodable {
    var symbol: String?
    var price: LooseNumber?
    var day: String?
    var previousClose: LooseNumber?

    enum CodingKeys: String, CodingKey {
      case symbol = "01. symbol"
      case price = "05. price"
      case day = "07. latest trading day"
      case previousClose = "08. previous close"
    }

    /// How an unknown symbol looks.
    var isEmpty: Bool { symbol == nil && price == nil && day == nil }
  }

  private struct SearchBody: Decodable {
    var bestMatches: [Match]?
  }

  private struct Match: Decodable {
    var symbol: String?
    var name: String?
    var currency: String?

    enum CodingKeys: String, CodingKey {
      case symbol = "1. symbol"
      case name = "2. name"
      case currency = "8. currency"
    }
  }
}
