import Foundation
import Testing

@testable import Demo

/// Whatever way the demo ends, nothing that it started stays.
@Suite(.serialized) struct DemoEndTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func Asked_to_stop_it_stops_everything(signal: Int32) async throws {
    let demo = try await RunningDemo.start()
    let children = ProcessTable.children(of: demo.program.child.pid)
    #expect(children.count == 9)
    demo.program.signal(signal)
    #expect(await demo.program.child.exitStatus == .exited(code: 0))
    #expect(children.allSatisfy(ProcessTable.hasEnded))
    await #expect(throws: (any Error).self) { try await Web.get(demo.url + "/") }
    #expect(demo.program.errors.isEmpty)
    let logs = try #require(demo.program.output.joined().firstMatch(of: /Logs of all instances: (\S+)/)?.1)
    #expect(!FileManager.default.fileExists(atPath: String(logs)))
  }

  @Test func Killed_it_leaves_nothing_either() async throws {
    let demo = try await RunningDemo.start()
    let children = ProcessTable.children(of: demo.program.child.pid)
    #expect(children.count == 9)
    demo.program.signal(SIGKILL)
    #expect(await demo.program.child.exitStatus == .killed(signal: SIGKILL))
    for _ in 0..<1500 where !children.allSatisfy(ProcessTable.hasEnded) {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(children.filter { !ProcessTable.hasEnded($0) } == [])
    await #expect(throws: (any Error).self) { try await Web.get(demo.url + "/") }
  }

  @Test func An_instance_that_hangs_does_not_keep_it() async throws {
    let demo = try await RunningDemo.start()
    let children = ProcessTable.children(of: demo.program.child.pid)
    kill(try demo.instance("goodreads-2"), SIGSTOP)
    demo.program.signal(SIGTERM)
    #expect(await demo.program.child.exitStatus == .exited(code: 0))
    #expect(children.allSatisfy(ProcessTable.hasEnded))
  }

  @Test func A_port_in_use_is_one_line_and_starts_nothing() async throws {
    let port = try #require(LoopbackPorts.anyFree("127.0.0.1"))
    let socket = try #require(LoopbackPorts.listen("127.0.0.1", port))
    defer { close(socket) }
    let program = try Program("demo", [], ["PORT": String(port)])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.output.isEmpty)
    #expect(program.errors.count == 1)
    let line = program.errors.joined()
    #expect(line.hasPrefix("demo: port \(port) is in use") && line.contains("set PORT"))
  }

  @Test func An_instance_that_cannot_start_ends_it_with_its_reason_and_leaves_nothing() async throws {
    let program = try Program("demo", [], ["WEATHER_USERNAME": "me"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.output.contains { $0.contains("WEATHER_PASSWORD is not set") })
    #expect(program.errors.count == 1 && program.errors.joined().hasPrefix("demo: weather-"))
    #expect(ProcessTable.children(of: program.child.pid).isEmpty)
  }
}
