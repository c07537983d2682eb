import Chassis
import FoundationEssentials
import Upstream

/// What a reply of Twelve Data's quote endpoint says. Its numbers are strings, and its errors may have status 200.
enum TwelveDataReply {
  static func reading(
    from reply: UpstreamReply, for symbol: StockSymbol, now: Date
  ) throws(ProviderError) -> QuoteReading {
    let fault = try? reply.json(Fault.self)
    if let fault, fault.status == "error" { throw error(fault, reply, symbol, now) }
    if reply.status == 429 { throw .throttled(retryAfter: reply.retryAfter ?? untilNextMinute(now)) }
    if let refusal = Refusal.error(for: reply, of: name, key: key) { throw refusal }
    let body = try reply.json(Body.self)
    let price = LivePrice(
      price: body.close?.value, previousClose: body.previous_close?.value,
      currency: body.currency.flatMap(TradingCurrency.init),
      asOf: Plausible.date(unix: body.last_quote_at?.value ?? body.timestamp?.value))
    guard let quote = price.quote(for: symbol, name: body.name) else {
      throw .unavailable("\(name) answered without a usable price.")
    }
    return QuoteReading(quote: quote, freshFor: body.is_market_open == false ? QuoteReading.closed : QuoteReading.open)
  }

  static let name = "Twelve Data"
  static let keyName = "TWELVE_DATA_API_KEY"
  static let key = "the key in \(keyName)"

  private struct Fault: Decodable {
    var status: String?
    var code: LooseNumber?
    var message: String?
  }

  private struct Body: Decodable {
    var name: String?
    var currency: String?
    var close: LooseNumber?
    var previous_close: LooseNumber?

    /// The beginning of the trading day; ``last_quote_at`` is when the price was made.
    var timestamp: LooseNumber?
    var last_quote_at: LooseNumber?
    var is_market_open: Bool?
  }

  private static func error(
    _ fault: Fault, _ reply: UpstreamReply, _ symbol: StockSymbol, _ now: Date
  ) -> ProviderError {
    let text = (fault.message ?? "").lowercased()
    let code = Plausible.count(fault.code?.value) ?? reply.status
    switch code {
    case 404 where text.contains("plan"), 403:
      // Only the text tells a symbol that nobody knows from one that costs more.
      return .refused("The \(name) plan of \(key) does not cover \"\(symbol)\".")
    case 404, 400:
      guard code == 404 || text.contains("symbol") else { return .unavailable("\(name) answered with an error.") }
      return .unknown("\(name) knows no symbol \"\(symbol)\".")
    case 401: return .refused("\(name) does not accept \(key).")
    case 429:
      return .throttled(retryAfter: text.contains("for the day") ? untilMidnight(now) : untilNextMinute(now))
    default: return .unavailable("\(name) answered with the error \(code).")
    }
  }

  /// Calls are counted by the minute of the clock, and by the day of UTC. One second more, as clocks differ.
  private static func untilNextMinute(_ now: Date) -> Duration { now.time(untilNextMultipleOf: 60) + .seconds(1) }

  private static func untilMidnight(_ now: Date) -> Duration {
    now.time(untilNextMultipleOf: CalendarDay.seconds) + .seconds(1)
  }
}
