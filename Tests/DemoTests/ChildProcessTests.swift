import Foundation
import Synchronization
import Testing

@testable import Demo

@Suite struct ChildProcessTests {
  private final class Lines: Sendable {
    let all = Mutex<[LogLine]>([])
    var deliver: @Sendable (LogLine) -> Void {
      { line in self.all.withLock { $0.append(line) } }
    }
    func texts(_ stream: LogLine.Stream) -> [String] {
      all.withLock { lines in lines.filter { $0.stream == stream }.map(\.text) }
    }
  }

  private func start(_ body: String, _ lines: Lines = Lines(), _ environment: [String: String] = [:]) throws
    -> ChildProcess
  {
    try ChildProcess(scriptFile(body), environment: environment, deliver: lines.deliver)
  }

  @Test func All_lines_are_delivered_before_the_end_is_told() async throws {
    let lines = Lines()
    let child = try start("echo out $NAME; echo err >&2; printf tail; exit 3", lines, ["NAME": "weather-2"])
    #expect(await child.exitStatus == .exited(code: 3))
    #expect(lines.texts(.output) == ["out weather-2", "tail"])
    #expect(lines.texts(.error) == ["err"])
  }

  @Test func Whoever_asks_late_learns_the_end_too() async throws {
    let child = try start("exit 0")
    async let first = child.exitStatus
    #expect(await first == .exited(code: 0))
    #expect(await child.exitStatus == .exited(code: 0))
  }

  @Test func A_child_that_heeds_SIGTERM_ends_by_itself() async throws {
    let lines = Lines()
    let child = try start("trap 'exit 0' TERM; echo ready; while :; do sleep 0.01; done", lines)
    while lines.texts(.output).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    child.stop(grace: .seconds(60))
    #expect(await child.exitStatus == .exited(code: 0))
  }

  @Test func A_child_that_ignores_SIGTERM_is_killed() async throws {
    let lines = Lines()
    let child = try start("trap '' TERM; echo ready; while :; do sleep 0.01; done", lines)
    while lines.texts(.output).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    child.stop(grace: .milliseconds(50))
    #expect(await child.exitStatus == .killed(signal: SIGKILL))
  }

  @Test func A_child_has_nothing_open_but_its_three_streams() async throws {
    let siblings = try (1...4).map { _ in try start("cat") }
    let lines = Lines()
    let child = try start("ls -l /proc/$$/fd", lines)
    _ = await child.exitStatus
    #expect(lines.texts(.output).filter { $0.contains("pipe:") }.count == 3)
    for sibling in siblings { sibling.stop(grace: .seconds(5)) }
    for sibling in siblings { _ = await sibling.exitStatus }
  }

  @Test func A_child_is_not_in_the_process_group_of_the_terminal() async throws {
    let child = try start("cat")
    #expect(getpgid(child.pid) == child.pid)
    child.stop(grace: .seconds(5))
    _ = await child.exitStatus
  }

  @Test func A_program_that_cannot_be_started_is_named() {
    let error = #expect(throws: DemoError.self) {
      try ChildProcess("/no/such/program", environment: [:]) { _ in }
    }
    #expect(error?.description == "cannot start /no/such/program: No such file or directory")
  }
}
