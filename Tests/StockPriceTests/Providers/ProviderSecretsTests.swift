import BackendTesting
import Chassis
import Foundation
import HTTPClient
import Testing
import Upstream

@testable import StockPrice

/// A key is sent to its provider, and shown nowhere.
@Suite struct ProviderSecretsTests {
  private static let secret = "test-key-not-to-be-seen"

  private static let environment = [
    "FINNHUB_API_KEY": secret, "TWELVE_DATA_API_KEY": secret, "ALPHAVANTAGE_API_KEY": secret,
  ]

  private func provider(_ name: String, _ outside: Outside) throws -> any QuoteProvider {
    let settings = Settings(environment: Self.environment.merging(["PROVIDER": name]) { $1 })
    return try #require(try quoteProviders(outside).make(settings).all.first)
  }

  private func shown(_ value: Any) -> String { "\(value) \(String(reflecting: value))" }

  /// Each repeats the key, as a provider might.
  private static let bodies = [
    "\(secret)", #"{"error":"Invalid API key \#(secret)."}"#, #"{"\#(secret)":"\#(secret)"}"#,
    #"{"status":"error","code":401,"message":"\#(secret)"}"#, #"{"Information":"\#(secret) requests per day"}"#,
    #"{"Error Message":"apikey is invalid \#(secret)"}"#, #"{"Global Quote":{"05. price":"\#(secret)"}}"#,
    #"{"c":"\#(secret)"}"#, #"{"close":{"\#(secret)":1}}"#, #"{"c":{"\#(secret)":1}}"#,
  ]

  @Test(arguments: ["finnhub", "twelvedata", "alphavantage"])
  func no_key_is_in_an_error_a_log_or_a_provider_that_is_printed(name: String) async throws {
    for (status, body) in [200, 401, 403, 404, 429, 500].flatMap({ status in Self.bodies.map { (status, $0) } }) {
      let exchange = Exchange(Self.environment) { _ in .answering(body, status: status) }
      let provider = try provider(name, exchange.outside)
      let error = try #require(await exchange.error(provider))
      #expect(!shown(error).contains(Self.secret))
      #expect(!shown(provider).contains(Self.secret))
      #expect(!exchange.log.text.contains(Self.secret))
      #expect(exchange.urls.allSatisfy { name == "alphavantage" || !$0.contains(Self.secret) })
      let fields = exchange.script.requests.map { "\($0.fields)" }
      #expect(zip(exchange.urls, fields).allSatisfy { ($0 + $1).contains(Self.secret) })
    }
  }

  @Test func failures_are_logged() async throws {
    let exchange = Exchange(Self.environment) { _ in .answering(#"{"error":"Invalid API key."}"#, status: 401) }
    _ = await exchange.error(try provider("finnhub", exchange.outside))
    #expect(exchange.log.text.contains("Finnhub does not accept the key in FINNHUB_API_KEY."))
  }
}
