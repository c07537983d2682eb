import Testing

@testable import Demo

@Suite struct StackPlanTests {
  private func plan(_ inherited: [String: String] = [:]) -> StackPlan {
    StackPlan(inherited: inherited, backendPort: 4567, portalPort: 8080, staticFolder: "/srv/static")
  }

  @Test func Two_instances_of_each_backend_each_at_an_address_of_its_own() {
    let instances = plan().backendInstances
    #expect(
      instances.map(\.name) == [
        "stock-price-1", "stock-price-2", "weather-1", "weather-2", "twitch-1", "twitch-2", "goodreads-1",
        "goodreads-2",
      ])
    #expect(Set(instances.map(\.host)).count == instances.count)
    #expect(instances.allSatisfy { $0.host.hasPrefix("127.0.1.") && $0.port == 4567 })
  }

  @Test func The_portal_knows_every_backend() {
    let portal = plan().portal
    #expect(portal.environment["STOCK_PRICE_SERVICE"] == "127.0.1.1:4567,127.0.1.2:4567")
    #expect(portal.environment["GOODREADS_SERVICE"] == "127.0.1.7:4567,127.0.1.8:4567")
    #expect(portal.environment["STATIC_DIR"] == "/srv/static")
    #expect(portal.url == "http://127.0.0.1:8080")
  }

  @Test func Each_process_knows_who_and_where_it_is_and_stops_with_the_demo() {
    let plan = plan()
    for instance in plan.backendInstances + [plan.portal] {
      #expect(instance.environment["INSTANCE_ID"] == instance.name)
      #expect(instance.environment["CONTAINER_ID"]?.isEmpty == false)
      #expect(instance.environment["HOST"] == instance.host)
      #expect(instance.environment["PORT"] == String(instance.port))
      #expect(instance.environment["STOP_WHEN_STDIN_CLOSES"] == "true")
    }
  }

  @Test func What_a_person_sets_is_passed_on_but_not_what_the_demo_decides() {
    let instance = plan([
      "TEMP_SCALE": "F", "LOG_LEVEL": "debug", "PORT": "9", "HOST": "0.0.0.0", "PROVIDER": "other",
      "INSTANCE_ID": "mine", "CONFIG_FILE": "/app.env", "WEATHER_SERVICE": "elsewhere:1",
      "DISCOVERY_STRATEGY": "consul", "REGISTRATION": "consul://127.0.0.1:8500",
    ]).backendInstances[0]
    #expect(instance.environment["TEMP_SCALE"] == "F")
    #expect(instance.environment["LOG_LEVEL"] == "debug")
    #expect(instance.environment["PORT"] == "4567")
    #expect(instance.environment["PROVIDER"] == "sample")
    for key in ["CONFIG_FILE", "WEATHER_SERVICE", "DISCOVERY_STRATEGY", "REGISTRATION"] {
      #expect(instance.environment[key] == nil)
    }
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
