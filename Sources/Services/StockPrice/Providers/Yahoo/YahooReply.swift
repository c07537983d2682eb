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
    if isThrottled(reply) { throw .throttled(retryAfter: max(rest, reply.retryAfter ?? .zero)) }
    let chart: YahooChart.Envelope?
    do throws(ProviderError) {
      // A page that says "Will be right back" comes with status 200.
      chart = try reply.json(YahooChart.self).chart
    } catch {
      throw Refusal.error(for: reply, of: name) ?? error
    }
    if let fault = chart?.error { throw self.error(for: fault, reply, symbol) }
    if let refusal = Refusal.error(for: reply, of: name) { throw refusal }
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

  /// The words come as plain text.
  private static func isThrottled(_ reply: UpstreamReply) -> Bool {
    let text = reply.body.count < 100 ? reply.text ?? "" : ""
    return reply.status == 429 || text.hasPrefix("Edge: Too Many Requests") || text.hasPrefix("Too Many Requests")
  }

  private static func error(
    for fault: YahooChart.Fault, _ reply: UpstreamReply, _ symbol: StockSymbol
  ) -> ProviderError {
    if fault.code == "Not Found" { return unknown(symbol) }
    return Refusal.error(for: reply, of: name) ?? .unavailable("\(name) answered with an error.")
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
