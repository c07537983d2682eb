import Chassis
import ServiceClient
import Testing

@testable import Portal

@Suite struct PortalConfigurationTests {
  @Test func defaults_are_the_policy_of_calls_no_hedging_no_demo_and_no_credentials() throws {
    let configuration = try PortalConfiguration(.portal())
    #expect(configuration.policy == CallPolicy() && configuration.policy.hedge == nil)
    #expect(configuration.policy.deadline == .seconds(2) && configuration.policy.connectTimeout == .milliseconds(250))
    #expect(configuration.credentials.isEmpty && configuration.demoControl == nil)
    #expect(configuration.staticDirectory == "static" && !configuration.discovery.isSwitchable)
  }

  @Test func limits_of_calls_are_read() throws {
    let policy = try PortalConfiguration(
      .portal([
        "PORTAL_DEADLINE": "5s", "PORTAL_ATTEMPT_TIMEOUT": "700ms", "PORTAL_CONNECT_TIMEOUT": "90ms",
        "PORTAL_HEDGING": "true", "PORTAL_START_PATIENCE": "0s",
      ])
    ).policy
    #expect(policy.deadline == .seconds(5) && policy.attemptTimeout == .milliseconds(700))
    #expect(policy.connectTimeout == .milliseconds(90) && policy.hedge == HedgePolicy())
    #expect(policy.waitForReady == .zero)
  }

  @Test(arguments: ["301s", "-1s", "soon"]) func patience_is_bounded(value: String) {
    #expect(fault(.portal(["PORTAL_START_PATIENCE": value]))?.key == "PORTAL_START_PATIENCE")
  }

  @Test(
    arguments: ["PORTAL_DEADLINE", "PORTAL_ATTEMPT_TIMEOUT", "PORTAL_CONNECT_TIMEOUT"], ["0s", "9ms", "61s", "soon"])
  func time_limits_are_bounded(key: String, value: String) {
    #expect(fault(.portal([key: value]))?.key == key)
  }

  @Test func credentials_are_read_for_each_service() throws {
    let configuration = try PortalConfiguration(.portal(["TWITCH_USERNAME": "user", "TWITCH_PASSWORD": "word"]))
    #expect(configuration.credentials == [.twitch: BasicCredentials(username: "user", password: Secret("word"))])
  }

  @Test func half_of_the_credentials_is_refused() {
    #expect(fault(.portal(["TWITCH_USERNAME": "user"]))?.key == "TWITCH_PASSWORD")
  }

  @Test func demo_is_an_address() throws {
    #expect(try PortalConfiguration(.portal(["DEMO_CONTROL": "127.0.0.1:9000"])).demoControl?.port == 9000)
    #expect(fault(.portal(["DEMO_CONTROL": "yes"]))?.key == "DEMO_CONTROL")
  }
}
