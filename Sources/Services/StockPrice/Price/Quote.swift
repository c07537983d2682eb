import Chassis
import FoundationEssentials

/// What a stock costs: the JSON of `GET /stock/{symbol}`. Amounts are in `currency`, to decimals that mean something.
struct Quote: Sendable, Equatable, Encodable {
  let symbol: String
  let name: String
  let price: Double

  /// ISO 4217 code; nil where the provider does not tell it, and then amounts are in the unit that the exchange uses.
  @Nullable private(set) var currency: String?
  @Nullable private(set) var previousClose: Double?

  /// Since the previous close, as an amount and in percent of it.
  @Nullable private(set) var change: Double?
  @Nullable private(set) var changePercent: Double?

  /// When the price was made. Midnight UTC of the trading day where the provider tells no more than the day.
  @Nullable private(set) var asOf: Date?

  /// The latest closes, oldest first; the last is the price so far where its day is not over. Empty where the provider
  /// has none.
  let history: [DailyClose]

  struct DailyClose: Sendable, Equatable, Encodable {
    let date: CalendarDay
    let close: Double
  }

  /// Amounts are in the currency's own unit, never in hundredths of it, and finite. They are rounded to `decimals`, or
  /// to those of the currency, and the change is what lies between them as shown, so that the three always add up.
  init(
    symbol: StockSymbol, name: String, price: Double, previousClose: Double?, currency: TradingCurrency?,
    decimals: Int? = nil, asOf: Date?, history: [DailyClose]
  ) {
    let decimals = decimals ?? currency?.decimals ?? 2
    self.symbol = symbol.text
    self.name = name
    self.price = price.rounded(decimals: decimals)
    self.currency = currency?.code
    self.previousClose = previousClose?.rounded(decimals: decimals)
    self.asOf = asOf
    self.history = history.map { DailyClose(date: $0.date, close: $0.close.rounded(decimals: decimals)) }
    change = nil
    changePercent = nil
    if let previous = self.previousClose, previous != 0 {
      change = (self.price - previous).rounded(decimals: decimals)
      changePercent = ((self.price - previous) / previous * 100).rounded(decimals: 2)
    }
  }
}
