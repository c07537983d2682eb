import BackendTesting
import Chassis
import Foundation
import HTTPServer
import Testing

@testable import StockPrice

@Suite struct StockRouteTests {
  /// Saturday, 21 November 2026, 12:00 UTC.
  private static let now = Date(timeIntervalSince1970: 1_795_262_400)

  private let router: Router
  private let document: APIDocument

  init() throws {
    let provider = try SampleQuotes.bundled(now: { Self.now })
    var router = Router()
    StockPriceAPI.add(to: &router, providers: FirstAvailable(provider), instance: .forTests)
    self.router = router
    document = try APIDocument(StockPriceAPI.document, BackendDocument.shared)
  }

  private func get(_ symbol: String) async throws -> RouteAnswer {
    let answer = try await router.answer("/stock/", symbol)
    #expect(document.faults(of: answer, at: "/stock/{symbol}") == [])
    return answer
  }

  @Test(arguments: [
    (" aapl ", "AAPL", "Apple Inc.", "USD"), ("brk.b", "BRK-B", "Berkshire Hathaway Inc.", "USD"),
    ("7203.T", "7203.T", "Toyota Motor Corporation", "JPY"), ("sap.de", "SAP.DE", "SAP SE", "EUR"),
    ("vod.l", "VOD.L", "Vodafone Group Public Limited Company", "GBP"), ("^GSPC", "^GSPC", "S&P 500", "USD"),
  ])
  func a_known_symbol_is_quoted(typed: String, symbol: String, name: String, currency: String) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 200)
    #expect(answer.text("symbol") == symbol)
    #expect(answer.text("name") == name)
    #expect(answer.text("currency") == currency)
  }

  @Test func the_price_and_its_change_follow_from_the_history() async throws {
    let answer = try await get("MSFT")
    let closes = answer.list("history").compactMap { $0["close"]?.double }
    #expect(closes.count == 10)
    let price = try #require(answer.number("price"))
    let previous = try #require(answer.number("previousClose"))
    #expect(price == closes[9])
    #expect(previous == closes[8])
    #expect(answer.number("change") == (price - previous).rounded(decimals: 2))
    #expect(answer.number("changePercent") == ((price - previous) / previous * 100).rounded(decimals: 2))
    #expect(answer.text("asOf") == "2026-11-20T21:00:00Z")
    #expect(answer.list("history").last?["date"] == .string("2026-11-20"))
  }

  @Test func the_answer_names_its_instance_and_its_source() async throws {
    let answer = try await get("AAPL")
    #expect(answer.text("containerid") == "container-1")
    #expect(answer.text("instanceid") == "instance-1")
    #expect(answer.json["source"]?["provider"] == .string("sample"))
    #expect(answer.text("fetchedAt") == "2026-11-21T12:00:00Z")
    #expect(answer.json["cached"] == .boolean(false))
  }

  @Test(
    arguments: [
      ("AAPPL", "AAPL"), ("apple", "AAPL"), ("MFST", "MSFT"), ("vodl", "VOD.L"), ("microsoft", "MSFT"), ("ZZZZZZ", nil),
    ] as [(String, String?)])
  func an_unknown_symbol_is_404_with_the_nearest(typed: String, suggestion: String?) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 404)
    #expect(answer.text("suggestion") == suggestion)
    let hint = suggestion.map { " Did you mean \"\($0)\"?" } ?? ""
    #expect(answer.text("detail") == "No sample stock has the symbol \"\(typed.uppercased())\".\(hint)")
    #expect(answer.json["error"] == answer.json["detail"])
  }

  @Test(arguments: [" ", "../x", "AAPL;DROP", String(repeating: "A", count: 30)])
  func a_wrong_symbol_is_400(typed: String) async throws {
    #expect(try await get(typed).status == 400)
  }

  @Test func every_sample_stock_is_answered_as_described() async throws {
    let symbols = [
      "AAPL", "MSFT", "GOOGL", "AMZN", "META", "NVDA", "TSLA", "NFLX", "INTC", "AMD", "IBM", "ORCL", "CSCO", "ADBE",
      "CRM", "DIS", "KO", "JPM", "V", "WMT", "BRK-B", "SAP.DE", "7203.T", "VOD.L", "^GSPC", "BTC-USD",
    ]
    for symbol in symbols { #expect(try await get(symbol).status == 200) }
  }

  @Test func the_document_is_closed_and_requires_all_but_the_suggestion() {
    #expect(document.version == "3.1.0")
    #expect(document.openSchemas == [])
    #expect(document.optionalMembers == ["Problem.suggestion"])
  }
}
