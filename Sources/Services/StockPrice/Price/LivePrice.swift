import Chassis
import FoundationEssentials
import Upstream

/// What a provider says about a price, in the exchange's unit, before anything was checked.
struct LivePrice: Sendable {
  var price: Double?
  var previousClose: Double?

  /// What the provider calls the unit; nil, and names that are none, leave the currency unknown.
  var currency: TradingCurrency?

  /// How many decimals of the price are meant, where the provider tells.
  var decimals: Double?
  var asOf: Date?
  var history: [Quote.DailyClose] = []

  /// Nil where there is no price, or one that cannot be true.
  func quote(for symbol: StockSymbol, name: String?) -> Quote? {
    guard let price = Plausible.amount(price).map(whole) else { return nil }
    return Quote(
      symbol: symbol, name: Plausible.text(name) ?? symbol.text, price: price,
      previousClose: Plausible.amount(previousClose).map(whole), currency: currency,
      decimals: decimals(of: price), asOf: asOf,
      history: history.compactMap { day in
        Plausible.amount(day.close).map { Quote.DailyClose(date: day.date, close: whole($0)) }
      })
  }

  private func whole(_ stated: Double) -> Double { currency?.whole(stated) ?? stated }

  /// Cents, and what the instrument has beyond: a price of 0.0834 rounded to cents would be off by 4 percent. Where
  /// the provider does not tell, shares below 1 get the four decimals that exchanges trade them in (17 CFR 242.612).
  private func decimals(of price: Double) -> Int {
    let usual = max(2, currency?.decimals ?? 2)
    guard let told = Plausible.count(decimals), told <= Self.mostDecimals else {
      return abs(price) < 1 ? max(4, usual) : usual
    }
    return max(usual, told + (currency?.shift ?? 0))
  }

  private static let mostDecimals = 8
}
