import Testing

@testable import Demo

@Suite struct StackPlanTests {
  private func plan(_ inherited: [String: String] = [:]) -> StackPlan {
    StackPlan(inherited: inherited, backendPort: 4567)
  }

  private func portal(_ strategy: DiscoveryStrategy = .consul, _ inherited: [String: String] = [:]) -> Instance {
    plan(inherited).portal(
      port: 8080, staticFolder: "/srv/static",
      discovery: .init(strategy: strategy, nameServer: "127.0.0.1:8600", control: "127.0.0.1:9999"))
  }

  @Test func Two_instances_of_each_backend_each_at_an_address_of_its_own() {
    let instances = plan().backendInstances
    #expect(
      instances.map(\.name) == [
        "stock-price-1", "stock-price-2", "weather-1", "weather-2", "twitch-1", "twitch-2", "goodreads-1",
        "goodreads-2",
      ])
    #expect(instances.map(\.host) == StackPlan.addresses)
    #expect(instances.allSatisfy { $0.host.hasPrefix("127.0.1.") && $0.port == 4567 })
  }

  @Test(arguments: DiscoveryStrategy.allCases)
  func The_portal_is_told_how_to_find_every_backend(strategy: DiscoveryStrategy) {
    let portal = portal(strategy)
    #expect(portal.environment["DISCOVERY_STRATEGY"] == strategy.rawValue)
    #expect(portal.environment["DISCOVERY_DNS_SERVER"] == "127.0.0.1:8600")
    #expect(portal.environment["DISCOVERY_PORT"] == "4567")
    #expect(portal.environment["PORTAL_STRATEGY_SWITCH"] == "true")
    #expect(portal.environment["DEMO_CONTROL"] == "127.0.0.1:9999")
    #expect(portal.environment["STOCK_PRICE_ENDPOINTS"] == "127.0.1.1:4567,127.0.1.2:4567")
    #expect(portal.environment["GOODREADS_ENDPOINTS"] == "127.0.1.7:4567,127.0.1.8:4567")
    #expect(portal.environment["STATIC_DIR"] == "/srv/static")
    #expect(portal.url == "http://127.0.0.1:8080")
  }

  @Test func Each_process_knows_who_and_where_it_is_and_stops_with_the_demo() {
    for instance in plan().backendInstances + [portal()] {
      #expect(instance.environment["INSTANCE_ID"] == instance.name)
      #expect(instance.environment["CONTAINER_ID"]?.isEmpty == false)
      #expect(instance.environment["HOST"] == instance.host)
      #expect(instance.environment["PORT"] == String(instance.port))
      #expect(instance.environment["STOP_WHEN_STDIN_CLOSES"] == "true")
    }
  }

  @Test func What_a_person_sets_is_passed_on_but_not_what_the_demo_decides() {
    let inherited = [
      "TEMP_SCALE": "F", "LOG_LEVEL": "debug", "PORT": "9", "HOST": "0.0.0.0", "PROVIDER": "other",
      "INSTANCE_ID": "mine", "CONFIG_FILE": "/app.env", "WEATHER_SERVICE": "elsewhere:1",
      "DISCOVERY_STRATEGY": "weave", "REGISTRATION": "consul://127.0.0.1:8500", "STRATEGY": "weave",
      "DISCOVERY_DOMAIN": "other", "WEATHER_ENDPOINTS": "elsewhere:1", "DEMO_CONTROL": "elsewhere:1",
    ]
    let instance = plan(inherited).backendInstances[0]
    #expect(instance.environment["TEMP_SCALE"] == "F")
    #expect(instance.environment["LOG_LEVEL"] == "debug")
    #expect(instance.environment["PORT"] == "4567")
    #expect(instance.environment["PROVIDER"] == "sample")
    for key in [
      "CONFIG_FILE", "WEATHER_SERVICE", "DISCOVERY_STRATEGY", "REGISTRATION", "STRATEGY", "WEATHER_ENDPOINTS",
      "DEMO_CONTROL",
    ] {
      #expect(instance.environment[key] == nil)
    }
    let portal = portal(.consul, inherited)
    #expect(portal.environment["DISCOVERY_DOMAIN"] == nil && portal.environment["DISCOVERY_STRATEGY"] == "consul")
    #expect(portal.environment["WEATHER_ENDPOINTS"] == "127.0.1.3:4567,127.0.1.4:4567")
  }

  @Test func Live_data_comes_from_the_best_providers_there_are_or_those_that_are_named() {
    let key = ["FINNHUB_API_KEY": "test-key", "TWITCH_CLIENT_SECRET_FILE": "/x"]
    let live = StackPlan(inherited: key.merging(["LIVE": "1"]) { $1 }, backendPort: 4567, isLive: true)
    let backend = live.backendInstances[0]
    #expect(backend.environment["PROVIDER"] == "auto")
    #expect(backend.environment["FINNHUB_API_KEY"] == "test-key")
    #expect(backend.environment["LIVE"] == nil)
    let discovery = StackPlan.Discovery(strategy: .consul, nameServer: "127.0.0.1:1", control: "127.0.0.1:2")
    let portal = live.portal(port: 8080, staticFolder: "/s", discovery: discovery)
    #expect(portal.environment["PORTAL_DEADLINE"] == "10s")
    #expect(portal.environment["FINNHUB_API_KEY"] == nil && portal.environment["TWITCH_CLIENT_SECRET_FILE"] == nil)
    let named = StackPlan(inherited: ["PROVIDER": "auto,sample"], backendPort: 4567, isLive: true)
    #expect(named.backendInstances[0].environment["PROVIDER"] == "auto,sample")
  }

  @Test func Samples_need_no_more_patience_than_usual() {
    #expect(portal().environment["PORTAL_DEADLINE"] == nil)
  }

  @Test func A_further_instance_gets_the_next_name_and_an_address_that_is_free() throws {
    let plan = plan(["TEMP_SCALE": "F"])
    let third = try #require(
      plan.further("weather", beside: plan.backendInstances) { host, _ in host != "127.0.1.9" })
    #expect(third.name == "weather-3" && third.host == "127.0.1.10" && third.port == 4567)
    #expect(third.environment["INSTANCE_ID"] == "weather-3" && third.environment["TEMP_SCALE"] == "F")
    let fourth = plan.further("weather", beside: plan.backendInstances + [third]) { _, _ in true }
    #expect(fourth?.name == "weather-4" && fourth?.host == "127.0.1.9")
  }

  @Test func There_is_a_most_of_each_service_and_room_for_all_of_them() throws {
    let plan = plan()
    var instances = plan.backendInstances
    for service in StackPlan.backends {
      while let instance = plan.further(service, beside: instances, isFree: { _, _ in true }) {
        instances.append(instance)
      }
      #expect(instances.filter { $0.service == service }.count == 8)
    }
    #expect(Set(instances.map(\.host)).count == 32 && Set(instances.map(\.name)).count == 32)
    #expect(plan.further("weather", beside: plan.backendInstances, isFree: { _, _ in false }) == nil)
  }
}

@Suite struct InstallationTests {
  private func installation(_ files: Set<String>, staticFolder: String? = nil) throws -> Installation {
    try Installation(
      executable: "/app/.build/release/demo", workingDirectory: "/home/me", staticFolder: staticFolder,
      exists: { files.contains($0) })
  }

  private static let programs: Set = Set(
    ["stock-price", "weather", "twitch", "goodreads", "portal"].map { "/app/.build/release/\($0)" })

  @Test func The_page_is_found_above_the_programs() throws {
    let found = try installation(Self.programs.union(["/app/static/index.html"]))
    #expect(found.programs == "/app/.build/release")
    #expect(found.staticFolder == "/app/static")
  }

  @Test func The_page_of_the_working_directory_goes_first_and_a_setting_before_all() throws {
    let files = Self.programs.union(["/app/static/index.html", "/home/me/static/index.html"])
    #expect(try installation(files).staticFolder == "/home/me/static")
    #expect(try installation(files, staticFolder: "/srv/page").staticFolder == "/srv/page")
  }

  @Test func What_is_missing_is_named() {
    let program = #expect(throws: DemoError.self) {
      try installation(Self.programs.subtracting(["/app/.build/release/weather"]))
    }
    #expect(program?.description.contains("weather is not in /app/.build/release") == true)
    let page = #expect(throws: DemoError.self) { try installation(Self.programs) }
    #expect(page?.description.contains("STATIC_DIR") == true)
  }
}
