import Chassis
import DNS
import Discovery
import Testing

@testable import Portal

/// Which names are asked for, of whom, and which settings cannot be right.
@Suite struct DiscoverySettingsTests {
  @Test(arguments: [
    ("route53", "stockpriceapp.ecs.internal.", "twitchapp.ecs.internal."),
    ("consul", "stock-price.service.consul.", "twitch.service.consul."),
    ("cloudmap", "stock-price.workshop.local.", "twitch.workshop.local."),
    ("weave", "stockprice.weave.local.", "twitch.weave.local."),
  ])
  func names_are_those_of_the_strategy(strategy: String, stock: String, twitch: String) throws {
    let settings = try settings(.named(strategy))
    #expect(settings.strategy.rawValue == strategy)
    #expect(settings.plans[.stockPrice]?.query.name?.description == stock)
    #expect(settings.plans[.twitch]?.query.name?.description == twitch)
    #expect(settings.plans.values.allSatisfy { $0.servers == nil && $0.query.strategy.rawValue == strategy })
  }

  @Test func zone_name_port_and_servers_can_be_given() throws {
    let plans = try settings(
      .named(
        "cloudmap",
        [
          "DISCOVERY_DOMAIN": "corp.example", "WEATHER_SERVICE": "sky", "DISCOVERY_PORT": "8081",
          "DISCOVERY_DNS_SERVER": "127.0.0.1:8600, 10.0.0.2,[::1]:53",
        ])
    ).plans
    #expect(plans[.weather]?.query.name?.description == "sky.corp.example.")
    #expect(plans[.weather]?.host == "sky.corp.example:8081")
    #expect(plans[.twitch]?.query.name?.description == "twitch.corp.example.")
    #expect(plans[.twitch]?.servers?.map(\.description) == ["127.0.0.1:8600", "10.0.0.2:53", "[::1]:53"])
  }

  @Test func backend_can_differ_from_the_others() throws {
    let plans = try settings(
      .named(
        "route53",
        [
          "DISCOVERY_DOMAIN": "ecs.example", "WEATHER_DISCOVERY_STRATEGY": "consul",
          "WEATHER_DISCOVERY_DNS_SERVER": "127.0.0.1:8600", "TWITCH_DISCOVERY_PORT": "81",
          "TWITCH_DISCOVERY_DOMAIN": "media.example",
        ])
    ).plans
    // The zone of all others is none of Consul's.
    #expect(plans[.weather]?.query.name?.description == "weather.service.consul.")
    #expect(plans[.weather]?.servers?.count == 1 && plans[.stockPrice]?.servers == nil)
    #expect(
      plans[.twitch]?.host == "twitchapp.media.example:81" && plans[.stockPrice]?.host == "stockpriceapp.ecs.example")
  }

  @Test func host_has_the_port_only_where_the_registry_does_not_tell_it() throws {
    #expect(try settings(.named("consul")).plans[.weather]?.host == "weather.service.consul")
    #expect(try settings(.named("weave")).plans[.weather]?.host == "weather.weave.local:4567")
    #expect(try settings(.portal()).plans[.weather]?.host == nil)
  }

  @Test(arguments: [
    ("DISCOVERY_STRATEGY", "dns"), ("WEATHER_DISCOVERY_STRATEGY", "zeroconf"),
    ("DISCOVERY_DNS_SERVER", "resolver.internal"), ("DISCOVERY_DNS_SERVER", "10.0.0.2:0"),
    ("DISCOVERY_DNS_SERVER", "10.0.0.2:65536"), ("DISCOVERY_DNS_SERVER", "10.0.0.2,"),
    ("DISCOVERY_DNS_SERVER", "10.0.0.256"), ("DISCOVERY_DNS_SERVER", "10.0.0.2,10.0.0.2:53"),
    ("TWITCH_DISCOVERY_DNS_SERVER", "x:53"), ("DISCOVERY_PORT", "0"), ("DISCOVERY_PORT", "http"),
    ("WEATHER_DISCOVERY_PORT", "65536"), ("DISCOVERY_DOMAIN", "a..b"), ("DISCOVERY_DOMAIN", "."),
    ("WEATHER_DISCOVERY_DOMAIN", "ecs internal"), ("WEATHER_SERVICE", "-weather"),
    ("WEATHER_SERVICE", "weather_app"), ("WEATHER_SERVICE", "weather/app"),
    ("WEATHER_SERVICE", String(repeating: "a", count: 64)), ("DISCOVERY_CONSUL_HTTP", "http://x:1"),
  ])
  func wrong_value_keeps_the_portal_from_starting_and_is_named(key: String, value: String) {
    let error = fault(.named("route53", [key: value]))
    #expect(error?.key == key && error?.allowed.isEmpty == false)
  }

  @Test func weave_takes_no_hyphen() {
    let error = fault(.named("weave", ["STOCK_PRICE_SERVICE": "stock-price"]))
    #expect(error?.key == "STOCK_PRICE_SERVICE" && error?.fault.contains("hyphen") == true)
  }

  @Test func unknown_strategy_is_told_which_there_are() {
    let allowed = fault(.named("dns"))?.allowed
    #expect(allowed == "route53, consul, consul-api, cloudmap, weave or static")
  }

  @Test(arguments: Backend.allCases)
  func backend_without_a_list_keeps_the_portal_from_starting(backend: Backend) {
    let error = fault(.portal([backend.key("SERVICE"): ""]))
    #expect(error?.key == backend.key("SERVICE") && error?.description.contains("host:port") == true)
  }

  @Test(arguments: ["host", "host:0", "host:65536", "host:80,", "::1:80", "http://host:80", "a b:1", "10.0.0.256:1"])
  func list_of_another_form_is_refused(list: String) {
    #expect(fault(.portal(["WEATHER_SERVICE": list]))?.key == "WEATHER_SERVICE")
  }

  @Test func address_given_twice_is_refused() {
    #expect(fault(.portal(["WEATHER_SERVICE": "a:1,b:1,a:1"]))?.description.contains("a:1 twice") == true)
  }

  @Test func list_can_stand_beside_names() throws {
    let plans = try settings(.portal(["WEATHER_SERVICE": "", "WEATHER_ENDPOINTS": "10.0.0.7:1"])).plans
    #expect(plans[.weather]?.shown == "10.0.0.7:1")
  }

  @Test func nothing_is_offered_unless_asked_for() throws {
    #expect(try settings(.portal()).offered.isEmpty)
  }

  @Test func strategies_are_offered_that_have_what_they_need() throws {
    let switched = ["PORTAL_STRATEGY_SWITCH": "true"]
    #expect(try settings(.named("consul", switched)).offered == [.route53, .consul, .cloudmap, .weave])
    #expect(try settings(.portal(switched)).offered == [.route53, .consul, .cloudmap, .weave, .static])
    let agent = switched.merging(["DISCOVERY_CONSUL_HTTP": "127.0.0.1:8500"]) { $1 }
    #expect(try settings(.named("weave", agent)).offered.contains(.consulAPI))
    let lists = Dictionary(uniqueKeysWithValues: Backend.allCases.map { ($0.key("ENDPOINTS"), "10.0.0.1:1") })
    #expect(try settings(.named("weave", switched.merging(lists) { $1 })).offered.last == .static)
  }

  @Test func names_in_configuration_are_of_the_strategy_that_is_begun_with() throws {
    let settings = try settings(
      .named(
        "consul",
        ["PORTAL_STRATEGY_SWITCH": "true", "WEATHER_SERVICE": "sky", "DISCOVERY_DOMAIN": "service.dc2.consul"]))
    #expect(settings.plans[.weather]?.query.name?.description == "sky.service.dc2.consul.")
    let weave = settings.offers.first { $0.strategy == .weave }?.plans
    #expect(weave?[.weather]?.query.name?.description == "weather.weave.local.")
  }

  @Test func token_of_the_agent_is_a_secret() throws {
    let settings = Settings.named("consul-api", ["CONSUL_HTTP_TOKEN": "t0k3n"])
    #expect(try DiscoverySettings(settings).consulToken == Secret("t0k3n"))
    #expect(!settings.effective.values.contains { $0.contains("t0k3n") })
  }

  private func settings(_ settings: Settings) throws -> DiscoverySettings {
    try PortalConfiguration(settings).discovery
  }
}
