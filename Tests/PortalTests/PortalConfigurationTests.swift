import Chassis
import Testing

@testable import Portal

struct PortalConfigurationTests {
  private static let complete = [
    "STOCK_PRICE_SERVICE": "10.0.0.1:4567,10.0.0.2:4567", "WEATHER_SERVICE": "[::1]:80",
    "TWITCH_SERVICE": "twitch.local:1", "GOODREADS_SERVICE": "h:2",
  ]

  @Test func lists_are_read_in_their_order() throws {
    let configuration = try configuration()
    #expect(
      configuration.endpoints == [
        .stockPrice: [HostPort(host: "10.0.0.1", port: 4567), HostPort(host: "10.0.0.2", port: 4567)],
        .weather: [HostPort(host: "::1", port: 80)], .twitch: [HostPort(host: "twitch.local", port: 1)],
        .goodreads: [HostPort(host: "h", port: 2)],
      ])
  }

  @Test func defaults_are_the_static_strategy_three_seconds_and_no_credentials() throws {
    let configuration = try configuration()
    #expect(configuration.strategy == .static && configuration.credentials.isEmpty)
    #expect(configuration.deadline == .seconds(3) && configuration.connectTimeout == .seconds(1))
    #expect(configuration.staticDirectory == "static")
  }

  @Test(arguments: Backend.allCases)
  func backend_without_a_list_keeps_the_portal_from_starting(backend: Backend) {
    let key = "\(backend.settingsPrefix)_SERVICE"
    let error = error([key: ""])
    #expect(error?.key == key && error?.description.contains("host:port") == true)
  }

  @Test(arguments: ["host", "host:0", "host:65536", "host:80,", "::1:80", "http://host:80", "a b:1"])
  func list_of_another_form_is_refused(list: String) {
    #expect(error(["WEATHER_SERVICE": list])?.key == "WEATHER_SERVICE")
  }

  @Test func address_given_twice_is_refused() {
    #expect(error(["WEATHER_SERVICE": "a:1,b:1,a:1"])?.description.contains("a:1 twice") == true)
  }

  @Test(arguments: ["consul", "dns"])
  func other_strategies_are_refused_and_the_allowed_one_named(strategy: String) {
    let error = error(["DISCOVERY_STRATEGY": strategy])
    #expect(error?.key == "DISCOVERY_STRATEGY" && error?.allowed == "static")
  }

  @Test func credentials_are_read_for_each_service() throws {
    let configuration = try configuration(["TWITCH_USERNAME": "user", "TWITCH_PASSWORD": "word"])
    #expect(configuration.credentials == [.twitch: BasicCredentials(username: "user", password: Secret("word"))])
  }

  @Test func half_of_the_credentials_is_refused() {
    #expect(error(["TWITCH_USERNAME": "user"])?.key == "TWITCH_PASSWORD")
  }

  @Test(arguments: ["PORTAL_DEADLINE", "PORTAL_CONNECT_TIMEOUT"], ["0s", "61s", "soon"])
  func time_limits_are_bounded(key: String, value: String) {
    #expect(error([key: value])?.key == key)
  }

  private func configuration(_ more: [String: String] = [:]) throws -> PortalConfiguration {
    try PortalConfiguration(Settings(environment: Self.complete.merging(more) { $1 }))
  }

  private func error(_ more: [String: String]) -> ConfigurationError? {
    do {
      _ = try configuration(more)
      return nil
    } catch {
      return error as? ConfigurationError
    }
  }
}
