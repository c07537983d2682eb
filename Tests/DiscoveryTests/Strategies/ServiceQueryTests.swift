import DNS
import Testing

@testable import Discovery

@Suite struct ServiceQueryTests {
  @Test(arguments: [
    (DiscoveryStrategy.route53, "stockpriceapp.ecs.internal."), (.consul, "stock-price.service.consul."),
    (.cloudmap, "stock-price.workshop.local."), (.weave, "stockprice.weave.local."),
  ])
  func Each_strategy_has_its_zone_and_names(strategy: DiscoveryStrategy, name: String) throws {
    let query = try ServiceQuery(strategy: strategy, service: strategy.defaultName(of: "stock-price"))
    #expect(query.name?.description == name)
  }

  @Test(arguments: DiscoveryStrategy.allCases)
  func The_default_names_are_valid(strategy: DiscoveryStrategy) throws {
    for service in ["stock-price", "weather", "twitch", "goodreads"] {
      let name = strategy.defaultName(of: service)
      _ = try ServiceQuery(strategy: strategy, service: name, endpoints: "127.0.0.1:80")
      if strategy == .route53 { #expect(name == service.filter { $0 != "-" } + "app") }
    }
  }

  @Test func A_last_dot_changes_nothing() throws {
    let query = try ServiceQuery(strategy: .consul, domain: "service.test.", service: "weather")
    #expect(query.name?.description == "weather.service.test.")
  }

  @Test func Strategies_are_named_as_in_configuration() throws {
    #expect(try DiscoveryStrategy(named: "consul-api") == .consulAPI)
    let fault = #expect(throws: StrategyFault.self) { try DiscoveryStrategy(named: "dns\n") }
    #expect(
      fault?.description == #"the strategy is "dns\u{a}": it must be one of "#
        + "route53, consul, consul-api, cloudmap, weave or static")
  }

  @Test(arguments: [
    (DiscoveryStrategy.cloudmap, "", "is empty"), (.cloudmap, "a..b", "empty label"), (.cloudmap, ".a", "empty label"),
    (.cloudmap, String(repeating: "a", count: 64), "label of 64 bytes"), (.cloudmap, ".", "is \".\""),
    (.cloudmap, "my_app", "character that is not allowed"), (.route53, "my app", "character that is not allowed"),
    (.route53, "-app", "hyphen at an end"), (.route53, "app-", "hyphen at an end"),
    (.weave, "stock-price", "has a hyphen"), (.consul, "wetter!", "character that is not allowed"),
    (.consul, "größe", "character that is not allowed"), (.consulAPI, "a/b", "character that is not allowed"),
    (.consulAPI, "a?passing=0", "character that is not allowed"),
    (.route53, Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: "."), "over 255 bytes"),
  ])
  func A_service_that_is_no_name_is_told_so(strategy: DiscoveryStrategy, service: String, fault: String) {
    let error = #expect(throws: StrategyFault.self) { try ServiceQuery(strategy: strategy, service: service) }
    #expect(error?.part == .service)
    #expect(error?.fault.contains(fault) == true, "\(error?.fault ?? "")")
  }

  @Test func Underscores_are_for_SRV() throws {
    let query = try ServiceQuery(strategy: .consul, service: "_weather._tcp")
    #expect(query.name?.description == "_weather._tcp.service.consul.")
  }

  @Test func Name_and_zone_together_are_not_too_long() {
    let label = String(repeating: "a", count: 63)
    let error = #expect(throws: StrategyFault.self) {
      try ServiceQuery(strategy: .cloudmap, domain: "\(label).\(label)", service: "\(label).\(label)")
    }
    #expect(error?.part == .service)
    #expect(error?.fault == "with the domain is over 255 bytes long")
  }

  @Test(arguments: ["", "ecs..internal", "ecs internal"]) func A_zone_that_is_no_name_is_told_so(domain: String) {
    let error = #expect(throws: StrategyFault.self) {
      try ServiceQuery(strategy: .route53, domain: domain, service: "weather")
    }
    #expect(error?.part == .domain)
  }

  @Test(arguments: [-1, 0, 65536]) func A_port_is_between_1_and_65535(port: Int) {
    let error = #expect(throws: StrategyFault.self) {
      try ServiceQuery(strategy: .weave, service: "weather", port: port)
    }
    #expect(error?.part == .port)
    #expect(error?.fault == "is \(port)")
  }

  @Test(arguments: [
    ("", "is empty"), (" , ", "is empty"), ("127.0.0.1:80,", "empty entry"), ("127.0.0.1", "without a port"),
    ("127.0.0.1:0", "without a port"), ("127.0.0.1:65536", "without a port"), ("127.0.0.1:+80", "without a port"),
    ("::1:80", "IPv6 goes in brackets"), ("[::1:80", "IPv6 goes in brackets"),
    ("[1.2.3.4]:80", "IPv6 goes in brackets"),
    ("10.0.0.256:80", "no address"), ("a b:80", "not allowed"), (":80", "is empty"),
    (Array(repeating: "127.0.0.1:80", count: 65).joined(separator: ","), "has 65 entries"),
  ])
  func A_list_that_cannot_be_read_is_told_so(list: String, fault: String) {
    let error = #expect(throws: StrategyFault.self) {
      try ServiceQuery(strategy: .static, service: "weather", endpoints: list)
    }
    #expect(error?.part == .endpoints)
    #expect(error?.fault.contains(fault) == true, "\(error?.fault ?? "")")
  }

  @Test func A_message_is_one_line_of_bounded_length() {
    let error = #expect(throws: StrategyFault.self) {
      try ServiceQuery(strategy: .consul, service: String(repeating: "\n", count: 10_000))
    }
    #expect(error?.description.contains("\n") == false)
    #expect((error?.description.utf8.count ?? .max) < 2000)
  }
}
