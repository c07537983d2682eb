import Chassis
import FoundationEssentials

/// Quotes from the bundled set: real companies at invented prices.
struct SampleQuotes: QuoteProvider {
  private let stocks: [StockSymbol: SampleStock]
  private let nearest: NearestName
  private let now: @Sendable () -> Date

  private static let historyDays = 10

  /// Throws ``SampleFileError`` where the bundled file is broken.
  static func bundled(now: @escaping @Sendable () -> Date = { Date() }) throws -> SampleQuotes {
    let file = SampleFile("stocks.json", PackageResources.stocks_json)
    return try SampleQuotes(file, now: now)
  }

  init(_ file: SampleFile, now: @escaping @Sendable () -> Date) throws {
    let list = try file.records(SampleStock.Record.self) { try SampleStock($0) }
    stocks = try file.index(list, by: { [$0.symbol] })
    nearest = NearestName(list.map { ($0.symbol.text, [$0.symbol.text, $0.name]) })
    self.now = now
  }

  func quote(for symbol: StockSymbol) async throws -> Sourced<Quote> {
    guard let stock = stocks[symbol] else {
      throw ProviderError.unknown(
        "No sample stock has the symbol \"\(symbol)\".", suggestion: nearest.suggestion(for: symbol.text))
    }
    let now = now()
    let history = SampleMarket.closedDays(Self.historyDays, before: now).map {
      Quote.DailyClose(date: $0, close: SampleMarket.close(of: stock, on: $0))
    }
    let (previous, last) = (history[history.count - 2], history[history.count - 1])
    let quote = Quote(
      symbol: symbol, name: stock.name, price: last.close, previousClose: previous.close, currency: stock.currency,
      asOf: SampleMarket.closing(of: last.date), history: history)
    return Sourced(quote, from: source, fetchedAt: now)
  }

  let source = Source(
    provider: "sample", attribution: "Sample data bundled with this service: invented prices, no market data")
}
