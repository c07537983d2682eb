import Foundation
import HTTPTypes
import Testing

@testable import Demo

/// The whole suite, as `make run` starts it.
@Suite(.serialized) struct DemoStackTests {
  @Test func All_four_routes_answer_and_both_instances_of_each_backend_take_part() async throws {
    let demo = try await RunningDemo.start()
    for backend in Backend.all {
      let seen = try await demo.instancesAnswering(backend.path, count: 2)
      #expect(seen == ["\(backend.name)-1", "\(backend.name)-2"])
    }
    #expect(try await Web.get(demo.url + "/").text.contains("<html"))
    await demo.program.stop()
  }

  @Test func A_killed_instance_is_not_missed_and_comes_back() async throws {
    let demo = try await RunningDemo.start()
    let lost = try demo.instance("weather-1")
    kill(lost, SIGKILL)
    for _ in 0..<20 {
      #expect(try await Web.get(demo.url + "/weather/Amsterdam").status == 200)
    }
    let new = try await demo.program.wait(for: "weather-1 to be started again") {
      ProcessTable.instance("weather-1", of: demo.program.child.pid)
    }
    #expect(new != lost)
    _ = try await demo.program.wait(for: "weather-1 to answer again") {
      try await Web.get(demo.url + "/weather/Amsterdam").servedBy == "weather-1" ? true : nil
    }
    #expect(demo.program.output.contains { $0.contains("weather-1") && $0.contains("signal 9") })
    await demo.program.stop()
  }

  @Test func A_backend_that_hangs_as_a_whole_is_told_in_time_and_harms_no_other() async throws {
    let demo = try await RunningDemo.start()
    let hanging = try ["twitch-1", "twitch-2"].map(demo.instance)
    for pid in hanging {
      kill(pid, SIGSTOP)
      _ = try await demo.program.wait(for: "\(pid) to hang") { ProcessTable.isStopped(pid) ? true : nil }
    }
    let answer = try await Web.get(demo.url + "/game/Minecraft")
    #expect([502, 503, 504].contains(answer.status))
    #expect(answer.fields[.contentType] == "application/problem+json")
    #expect(answer.json["status"] as? Int == answer.status)
    #expect((answer.json["error"] as? String)?.isEmpty == false)
    for backend in Backend.all where backend.name != "twitch" {
      #expect(try await Web.get(demo.url + backend.path).status == 200)
    }
    for pid in hanging { kill(pid, SIGCONT) }
    #expect(try await !demo.instancesAnswering("/game/Minecraft", count: 1).isEmpty)
    await demo.program.stop()
  }
}
