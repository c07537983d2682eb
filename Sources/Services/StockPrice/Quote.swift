import Chassis
import FoundationEssentials

/// What a stock costs: the JSON of `GET /stock/{symbol}`. Amounts are in `currency`, to its decimals.
struct Quote: Sendable, Equatable, Encodable {
  let symbol: String
  let name: String
  let price: Double
  let currency: String
  @Nullable private(set) var previousClose: Double?

  /// Since the previous close, as an amount and in percent of it.
  @Nullable private(set) var change: Double?
  @Nullable private(set) var changePercent: Double?

  /// When the price was made.
  let asOf: Date

  /// The last closes, oldest first.
  let history: [DailyClose]

  struct DailyClose: Sendable, Equatable, Encodable {
    let date: CalendarDay
    let close: Double
  }

  /// `price` and `previousClose` in the currency's own unit; they are rounded, and the change is what lies between them
  /// as shown, so that the three always add up.
  init(
    symbol: StockSymbol, name: String, price: Double, previousClose: Double?, currency: TradingCurrency, asOf: Date,
    history: [DailyClose]
  ) {
    self.symbol = symbol.text
    self.name = name
    self.price = currency.rounded(price)
    self.currency = currency.code
    self.previousClose = previousClose.map(currency.rounded)
    self.asOf = asOf
    self.history = history
    change = nil
    changePercent = nil
    if let previous = self.previousClose, previous != 0 {
      change = currency.rounded(self.price - previous)
      changePercent = ((self.price - previous) / previous * 100).rounded(decimals: 2)
    }
  }
}
