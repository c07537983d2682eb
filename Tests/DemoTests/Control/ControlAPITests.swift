import Foundation
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@testable import Demo

@Suite struct ControlAPITests {
  /// A fleet of scripts instead of services: none of them is ever well, so all stay `starting`.
  private struct Stage {
    let fleet: Fleet
    private let client = Client()

    init(_ body: String = "trap 'exit 0' TERM; while :; do sleep 0.01; done") throws {
      let path = try scriptFile(body)
      // Nothing listens at this port of the addresses.
      let plan = StackPlan(inherited: [:], backendPort: 9)
      fleet = Fleet(plan: plan) { [client] instance in
        Supervisor(
          instance: instance, program: path, client: client, names: nil, deliver: { _ in }, report: { _ in })
      }
      try fleet.start(plan.backendInstances[2])
    }

    func call(_ method: HTTPRequest.Method, _ path: String, host: String? = nil, site: String? = nil) async -> (
      status: Int, text: String
    ) {
      var router = Router()
      ControlAPI(fleet: fleet).add(to: &router)
      var fields = HTTPFields()
      if let site, let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = site }
      let request = Request(method: method, path: path, authority: host, fields: RequestFields(fields))
      let response: Response
      do {
        response = try await router.wrapped(by: [LocalOnly()]).respond(to: request)
      } catch {
        response = HTTPError.response(for: error)
      }
      guard case .bytes(let bytes) = response.body else { return (response.status.code, "") }
      return (response.status.code, String(buffer: bytes))
    }

    /// Waits until the only instance is as `condition` wants it; gives up after far too long.
    func until(_ condition: (InstanceView) -> Bool) async throws {
      for _ in 0..<4000 where !condition(fleet.views[0]) { try await Task.sleep(for: .milliseconds(5)) }
      #expect(condition(fleet.views[0]))
    }

    func stop() async {
      await fleet.stop()
      await client.shutdown()
    }
  }

  @Test func Instances_are_shown_with_what_can_be_done_to_them() async throws {
    let stage = try Stage()
    try await stage.until { $0.pid != nil }
    let text = await stage.call(.get, "/demo/instances").text
    let pid = try #require(stage.fleet.views[0].pid)
    #expect(
      text == #"{"instances":[{"name":"weather-1","service":"weather","address":"127.0.1.3:9","state":"starting","#
        + #""pid":\#(pid),"actions":["stop","kill"]}]}"#)
    await stage.stop()
  }

  @Test func A_killed_instance_has_ended_and_can_be_started() async throws {
    let stage = try Stage()
    let killed = await stage.call(.post, "/demo/instances/weather-1/kill")
    #expect(killed.status == 200)
    try await stage.until { $0.state == "ended" }
    #expect(stage.fleet.views[0].pid == nil && stage.fleet.views[0].actions == ["start"])
    let again = await stage.call(.post, "/demo/instances/weather-1/kill")
    #expect(again.status == 409)
    #expect(again.text.contains("weather-1 is ended, so kill is not possible; possible now: start."))
    let started = await stage.call(.post, "/demo/instances/weather-1/start")
    #expect(started.status == 200 && started.text.contains("starting"))
    try await stage.until { $0.pid != nil }
    await stage.stop()
  }

  @Test func A_stopped_instance_stays_stopped() async throws {
    let stage = try Stage("trap 'exit 0' TERM; while :; do sleep 0.01; done")
    let stopped = await stage.call(.post, "/demo/instances/weather-1/stop")
    #expect(stopped.status == 200 && stopped.text.contains("\"state\":\"stop"))
    try await stage.until { $0.state == "stopped" }
    #expect(stage.fleet.views[0].actions == ["start"])
    await stage.stop()
  }

  @Test func What_is_not_there_is_not_found() async throws {
    let stage = try Stage()
    for (path, part) in [
      ("/demo/instances/weather-9/stop", "no instance"), ("/demo/instances/weather-1/eat", "stop, kill, pause"),
      ("/demo/services/wether/instances", "stock-price, weather"),
    ] {
      let answer = await stage.call(.post, path)
      #expect(answer.status == 404 && answer.text.contains(part), "\(answer.text)")
    }
    await stage.stop()
  }

  @Test func Instances_are_added_up_to_the_most() async throws {
    let stage = try Stage()
    for number in 2...Fleet.mostOfAService {
      let added = await stage.call(.post, "/demo/services/weather/instances")
      #expect(added.status == 201 && added.text.contains("\"name\":\"weather-\(number)\""))
    }
    let refused = await stage.call(.post, "/demo/services/weather/instances")
    #expect(refused.status == 409 && refused.text.contains("8"))
    #expect(Set(stage.fleet.views.map(\.address)).count == 8)
    await stage.stop()
    #expect(stage.fleet.views.allSatisfy { $0.pid == nil })
  }

  @Test func A_fleet_that_stops_takes_no_more() async throws {
    let stage = try Stage()
    await stage.stop()
    let refused = await stage.call(.post, "/demo/services/weather/instances")
    #expect(refused.status == 409)
  }

  @Test func Pages_from_elsewhere_are_refused() async throws {
    let stage = try Stage()
    for host in ["localhost:8080", "127.0.0.1:1234", "[::1]:80", "localhost"] {
      #expect(await stage.call(.get, "/demo/instances", host: host).status == 200, "\(host)")
    }
    for host in ["evil.example", "localhost.evil.example:80", "127.evil.example", "10.0.0.1", "[::2]:80"] {
      #expect(await stage.call(.get, "/demo/instances", host: host).status == 403, "\(host)")
    }
    #expect(await stage.call(.post, "/demo/instances/weather-1/kill", site: "cross-site").status == 403)
    #expect(await stage.call(.get, "/demo/instances", site: "same-origin").status == 200)
    await stage.stop()
  }
}
