import Chassis
import FoundationEssentials
import Upstream

/// What a reply of Yahoo's chart endpoint says.
///
/// The chart is asked for a month of daily bars: one call gives the price and the line that the page draws. Its
/// `chartPreviousClose` is then the close before that month, so yesterday's is taken from the bars.
enum YahooReply {
  static func reading(
    from reply: UpstreamReply, for symbol: StockSymbol, now: Date
  ) throws(ProviderError) -> QuoteReading {
    if let refusal = refusal(in: reply) { throw refusal }
    // A page that says "Will be right back" comes with status 200.
    let chart = try reply.json(YahooChart.self).chart
    if let fault = chart?.error { throw error(for: fault, reply, symbol) }
    if let refusal = Refusal.error(for: reply, of: name, key: "calls from this address") { throw refusal }
    guard let result = chart?.result?.first else { throw .unavailable("\(name) answered without a chart.") }
    let meta = result.meta
    // Yahoo has entries for symbols that do not exist, which have no price.
    if meta.instrumentType == "ECNQUOTE" || meta.regularMarketPrice == nil { throw unknown(symbol) }
    guard let quote = price(of: result).quote(for: symbol, name: meta.longName ?? meta.shortName) else {
      throw .unavailable("\(name) answered with a price that cannot be true.")
    }
    return QuoteReading(quote: quote, freshFor: freshFor(meta.currentTradingPeriod?.regular, now))
  }

  static let name = "Yahoo Finance"

  /// No less after too many calls, whatever Yahoo says: addresses that go on asking are blocked for long.
  static let rest = Duration.seconds(900)

  private static func price(of result: YahooChart.Result) -> LivePrice {
    let meta = result.meta
    let bars = YahooBars(timestamps: result.timestamp ?? [], closes: result.closes, offset: meta.gmtoffset)
    let asOf = Plausible.date(unix: meta.regularMarketTime)
    return LivePrice(
      price: meta.regularMarketPrice, previousClose: meta.previousClose ?? bars.close(before: asOf),
      currency: meta.currency.flatMap(TradingCurrency.init), decimals: meta.priceHint, asOf: asOf,
      history: bars.history)
  }

  /// Those come as plain text.
  private static func refusal(in reply: UpstreamReply) -> ProviderError? {
    let text = reply.body.count < 100 ? reply.text ?? "" : ""
    if reply.status == 429 || text.hasPrefix("Edge: Too Many Requests") || text.hasPrefix("Too Many Requests") {
      return .throttled(retryAfter: max(rest, reply.retryAfter ?? .zero))
    }
    return [401, 403].contains(reply.status)
      ? Refusal.error(for: reply, of: name, key: "calls from this address") : nil
  }

  private static func error(
    for fault: YahooChart.Fault, _ reply: UpstreamReply, _ symbol: StockSymbol
  ) -> ProviderError {
    fault.code == "Not Found"
      ? unknown(symbol) : .unavailable("\(name) answered with an error, status \(reply.status).")
  }

  private static func unknown(_ symbol: StockSymbol) -> ProviderError {
    .unknown("\(name) knows no symbol \"\(symbol)\".")
  }

  /// A closed exchange is asked less often, yet again as soon as it opens. The last prices of a day come late.
  private static func freshFor(_ session: YahooChart.TradingPeriod?, _ now: Date) -> Duration {
    guard let start = Plausible.date(unix: session?.start), let end = Plausible.date(unix: session?.end) else {
      return QuoteReading.open
    }
    if now >= end.addingTimeInterval(1800) { return QuoteReading.closed }
    guard now < start else { return QuoteReading.open }
    let opening = Duration.seconds(start.timeIntervalSince(now))
    return min(QuoteReading.closed, max(QuoteReading.open, opening))
  }
}
