package import FoundationEssentials

/// The object that `/json/{name}` answers with: the shape of a stock quote, made and encoded anew for each request.
package struct Quote: Codable, Sendable {
  package let symbol: String
  package let name: String
  package let price: Double
  package let currency: String
  package let previousClose: Double?
  package let change: Double?
  package let changePercent: Double?
  package let asOf: Date

  package init(symbol: String) {
    self.symbol = symbol
    name = "Apple Inc."
    price = 241.35
    currency = "USD"
    previousClose = 239.07
    change = 2.28
    changePercent = 0.95
    asOf = Date(timeIntervalSince1970: 1_763_672_400)
  }
}
