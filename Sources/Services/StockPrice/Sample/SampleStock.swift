import Chassis

/// A stock of the sample set.
struct SampleStock: Sendable {
  let symbol: StockSymbol
  let name: String
  let currency: TradingCurrency

  /// The invented price around which the sample's closes move, in ``currency``.
  let price: Double

  /// As in the file: the price in the unit that the exchange would state it in.
  struct Record: Decodable {
    var symbol: String
    var name: String
    var price: Double
    var currency: String
  }

  init(_ record: Record) throws {
    symbol = try StockSymbol(record.symbol)
    guard symbol.text == record.symbol else { throw InvalidRecord("\(record.symbol) must be written \(symbol)") }
    guard !record.name.isEmpty else { throw InvalidRecord("\(symbol) has no name") }
    guard let currency = TradingCurrency(record.currency) else {
      throw InvalidRecord("\(symbol) has the unknown currency \(record.currency)")
    }
    guard record.price.isFinite, record.price > 0 else { throw InvalidRecord("\(symbol) has no positive price") }
    name = record.name
    self.currency = currency
    price = currency.reported(record.price)
  }
}
