import Foundation
import Testing

@testable import Demo

/// Whom a service asks, by what it is told.
@Suite(.enabled(if: TestTool.python3.isPresent, TestTool.python3.absence))
struct ProviderSettingTests {
  struct Choice: Sendable, CustomStringConvertible {
    var service: String
    var path: String
    var keys: [String: String] = [:]
    var provider: String

    var description: String { "\(provider) for \(service) with \(keys.keys.sorted())" }
  }

  static let choices = [
    Choice(service: "stock-price", path: "/stock/AAPL", provider: "yahoo"),
    Choice(
      service: "stock-price", path: "/stock/AAPL", keys: ["ALPHAVANTAGE_API_KEY": "test-key"],
      provider: "alphavantage"),
    Choice(
      service: "stock-price", path: "/stock/AAPL",
      keys: ["ALPHAVANTAGE_API_KEY": "test-key", "TWELVE_DATA_API_KEY": "test-key"], provider: "twelvedata"),
    Choice(
      service: "stock-price", path: "/stock/AAPL",
      keys: ["TWELVE_DATA_API_KEY": "test-key", "FINNHUB_API_KEY": "test-key"], provider: "finnhub"),
    Choice(service: "weather", path: "/weather/Berlin", provider: "open-meteo"),
    Choice(
      service: "weather", path: "/weather/Berlin", keys: ["OPENWEATHERMAP_API_KEY": "test-key"],
      provider: "openweathermap"),
    Choice(service: "twitch", path: "/game/Minecraft", provider: "sample"),
    Choice(
      service: "twitch", path: "/game/Minecraft",
      keys: ["TWITCH_CLIENT_ID": "test-client", "TWITCH_CLIENT_SECRET": "test-secret"], provider: "helix"),
    Choice(service: "goodreads", path: "/book/0316219282", provider: "openlibrary"),
    Choice(
      service: "goodreads", path: "/book/0316219282", keys: ["GOODREADS_KEY": "test-key"], provider: "goodreads"),
  ]

  @Test(arguments: choices)
  func Auto_asks_the_provider_that_there_is_a_key_for(choice: Choice) async throws {
    let settings = try await hosts(test: "auto").merging(choice.keys) { $1 }.merging(["PROVIDER": "auto"]) { $1 }
    let service = try Program(choice.service, [], settings)
    let answer = try await Web.get(service.url() + choice.path)
    #expect(answer.status == 200)
    #expect((answer.json["source"] as? [String: Any])?["provider"] as? String == choice.provider)
    await service.stop()
  }

  @Test(arguments: LiveProvider.all.filter { $0.wrongKey != nil })
  func A_key_may_be_in_a_file_and_is_nowhere_else(provider: LiveProvider) async throws {
    let key = try #require(provider.wrongKey)
    let file = FileManager.default.temporaryDirectory.appending(path: "key-\(provider)-\(UUID()).txt")
    try "\(provider.keys[key] ?? "")\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    var settings = provider.settings(try await StandIns.shared, test: "file")
    settings[key] = nil
    settings[key + "_FILE"] = file.path
    let service = try Program(provider.service, [], settings)
    let url = try await service.url()
    #expect(try await Web.get(url + provider.known).status == 200)
    let information = try await Web.get(url + "/info").text
    #expect(information.contains(file.path))
    await service.stop()
    #expect(!(information + service.output.joined()).contains("test-key"))
  }

  @Test(arguments: LiveProvider.all.filter { $0.wrongKey != nil })
  func A_provider_without_the_key_that_it_needs_ends_the_start_with_one_line(provider: LiveProvider) async throws {
    let key = try #require(provider.wrongKey)
    let service = try Program(provider.service, [], ["PROVIDER": provider.name])
    #expect(await service.child.exitStatus != .exited(code: 0))
    #expect(service.errors.count == 1)
    // Of two that are needed, either may be named.
    #expect(service.errors.first?.contains(key.prefix { $0 != "_" }) == true, "\(service.errors)")
  }

  /// Where all hosts of all providers are.
  private func hosts(test: String) async throws -> [String: String] {
    let standIns = try await StandIns.shared
    return LiveProvider.all.reduce(into: [:]) { hosts, provider in
      hosts.merge(provider.hosts.mapValues { standIns.base($0, test: test) }) { $1 }
    }
  }
}
