import BackendTesting
import Chassis
import Foundation
import HTTPClient
import Testing
import Upstream

@testable import StockPrice

@Suite struct QuoteProvidersTests {
  private func names(_ environment: [String: String]) throws -> [String] {
    let exchange = Exchange(environment) { _ in .answering("") }
    return try quoteProviders(exchange.outside).make(exchange.outside.settings).all.map(\.source.provider)
  }

  @Test(arguments: [
    ([:], "yahoo"), (["FINNHUB_API_KEY": "test-key"], "finnhub"),
    (["FINNHUB_API_KEY": "test-key", "TWELVE_DATA_API_KEY": "test-key"], "finnhub"),
    (["TWELVEDATA_API_KEY": "test-key", "ALPHAVANTAGE_API_KEY": "test-key"], "twelvedata"),
    (["ALPHA_VANTAGE_API_KEY": "test-key"], "alphavantage"),
    (["FINNHUB_API_KEY": "test-key", "PROVIDER": "yahoo"], "yahoo"),
    (["PROVIDER": "sample"], "sample"),
  ])
  func the_first_provider_with_a_key_is_asked_else_Yahoo(environment: [String: String], name: String) throws {
    #expect(try names(environment) == [name])
  }

  @Test func several_are_asked_in_order() throws {
    let environment = ["PROVIDER": "finnhub,yahoo,sample", "FINNHUB_API_KEY": "test-key"]
    #expect(try names(environment) == ["finnhub", "yahoo", "sample"])
  }

  @Test(arguments: [
    ("finnhub", "FINNHUB_API_KEY"), ("twelvedata", "TWELVE_DATA_API_KEY"), ("alphavantage", "ALPHAVANTAGE_API_KEY"),
  ])
  func without_its_key_a_provider_ends_the_start_with_its_name(provider: String, key: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try names(["PROVIDER": provider]) }
    #expect(error?.key == key)
    #expect("\(error as Any)".contains(provider))
  }

  @Test(arguments: [
    ("yahoo", "YAHOO_BASE_URL"), ("finnhub", "FINNHUB_BASE_URL"), ("twelvedata", "TWELVE_DATA_BASE_URL"),
    ("alphavantage", "ALPHAVANTAGE_BASE_URL"),
  ])
  func a_base_URL_comes_before_the_paths_of_its_provider(provider: String, setting: String) async throws {
    let exchange = Exchange([
      setting: "http://127.0.0.1:9/case", "FINNHUB_API_KEY": "test-key", "TWELVE_DATA_API_KEY": "test-key",
      "ALPHAVANTAGE_API_KEY": "test-key", "PROVIDER": provider,
    ]) { _ in .answering("{}") }
    let made = try #require(try quoteProviders(exchange.outside).make(exchange.outside.settings).all.first)
    _ = await exchange.error(made)
    #expect(!exchange.urls.isEmpty)
    let paths = ["/v8/finance/chart/", "/api/v1/", "/quote?", "/query?"].map { "http://127.0.0.1:9/case" + $0 }
    #expect(exchange.urls.allSatisfy { url in paths.contains { url.hasPrefix($0) } })
  }

  @Test(arguments: ["ftp://host", "https://", "https://user:secret@host", "host", "https://host?key=1"])
  func a_wrong_base_URL_ends_the_start(url: String) throws {
    #expect(throws: ConfigurationError.self) { try names(["YAHOO_BASE_URL": url]) }
  }

  @Test func a_key_may_come_from_a_file() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID())")
    try "test-key\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try names(["FINNHUB_API_KEY_FILE": file.path()]) == ["finnhub"])
  }
}
