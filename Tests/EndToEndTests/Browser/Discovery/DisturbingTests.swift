import HTTPTypes
import Testing

extension BrowserTests {
  /// The buttons that disturb the instances of the local demo.
  @Suite struct DisturbingTests {
    private static let two: [JSON] = [.instance("weather-1", of: "weather"), .instance("weather-2", of: "weather")]

    @Test func a_press_is_sent_and_what_came_of_it_is_shown_with_the_focus_kept() async throws {
      let paused = JSON.instance("weather-1", of: "weather", state: "paused", actions: ["resume", "kill"])
      let script = ScriptedPortal.Script(
        instances: Self.two, posts: ["/demo/instances/weather-1/pause": (.ok, paused)])
      try await ScriptedPortal.withPage(script) { page, portal in
        try await page.openPanel()
        try await eventually("the buttons") {
          try await page.buttons(of: "weather-1") == ["Pause", "Slow", "Stop", "Kill"]
        }
        #expect(try await page.endpoints(of: "weather").first?[0] == "weather-1 \(JSON.address(of: "weather-1"))")
        portal.change { $0.instances[0] = paused }
        try await page.press("pause", "weather-1")
        try await eventually("the new state") {
          try await page.buttons(of: "weather-1") == ["Resume", "(Slow)", "(Stop)", "Kill"]
        }
        #expect(portal.requests("POST") == ["POST /demo/instances/weather-1/pause application/json {}"])
        #expect(try await page.endpoints(of: "weather").first?[1] == "available process paused")
        #expect(try await page.focus() == "Resume weather-1")
      }
    }

    @Test func a_button_that_is_off_sends_nothing() async throws {
      let stopped = JSON.instance("weather-1", of: "weather", state: "stopped", actions: ["start"])
      try await ScriptedPortal.withPage(.init(instances: [stopped])) { page, portal in
        try await page.openPanel()
        try await eventually("the buttons") {
          try await page.buttons(of: "weather-1") == ["(Pause)", "(Slow)", "Start", "(Kill)"]
        }
        try await page.press("kill", "weather-1")
        try await page.press("start", "weather-1")
        try await eventually("one request") { !portal.requests("POST").isEmpty }
        #expect(portal.requests("POST").map { $0.prefix(37) } == ["POST /demo/instances/weather-1/start "])
      }
    }

    @Test func a_refusal_is_said_beside_the_service() async throws {
      let script = ScriptedPortal.Script(
        instances: Self.two,
        posts: ["/demo/instances/weather-2/kill": (.conflict, ["title": "Conflict", "detail": "weather-2 has ended."])])
      try await ScriptedPortal.withPage(script) { page, _ in
        try await page.openPanel()
        try await eventually("the buttons") { try await page.buttons(of: "weather-2").count == 4 }
        try await page.press("kill", "weather-2")
        try await eventually("the problem") {
          try await page.found("weather", ".problem .detail") == "weather-2 has ended."
        }
      }
    }

    @Test func an_instance_that_discovery_does_not_list_is_shown_as_such() async throws {
      let third = JSON.instance("weather-3", of: "weather", state: "starting", actions: ["kill"])
      try await ScriptedPortal.withPage(.init(instances: Self.two + [third])) { page, _ in
        try await page.openPanel()
        try await eventually("a third row") { try await page.endpoints(of: "weather").count == 3 }
        #expect(
          try await page.endpoints(of: "weather").last?.prefix(5) == [
            "weather-3 \(JSON.address(of: "weather-3"))", "not listed process starting", "–", "–", "–",
          ])
        #expect(try await page.endpoints(of: "twitch").count == 2)
      }
    }

    @Test func an_instance_is_added() async throws {
      let third = JSON.instance("weather-3", of: "weather", state: "starting", actions: ["kill"])
      let script = ScriptedPortal.Script(
        instances: Self.two, posts: ["/demo/services/weather/instances": (.created, third)])
      try await ScriptedPortal.withPage(script) { page, portal in
        try await page.openPanel()
        portal.change { $0.instances.append(third) }
        try await page.browser.click(".service[data-service=weather] .add")
        try await eventually("a third row") { try await page.endpoints(of: "weather").count == 3 }
        #expect(
          portal.requests("POST") == ["POST /demo/services/weather/instances application/json {}"])
      }
    }

    @Test func no_button_is_shown_where_nothing_can_be_controlled() async throws {
      try await ScriptedPortal.withPage(.init(discovery: .discovery(control: false), instances: Self.two)) {
        page, portal in
        try await page.openPanel()
        #expect(try await !page.shows(".add"))
        #expect(try await page.browser.run("return document.querySelectorAll('.buttons button').length") == 0)
        #expect(portal.requests("GET /demo") == [])
      }
    }
  }
}
