import Foundation
import Synchronization
import Testing

@testable import Demo

/// A server of others, as a process. It cannot outlive the tests: a shell beside it ends it when its input does.
final class PeerProcess: Sendable {
  private let child: ChildProcess
  private let lines: Lines

  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  init(_ tool: TestTool, _ arguments: [String]) throws {
    let lines = Lines()
    self.lines = lines
    child = try ChildProcess(
      "/bin/bash", arguments: ["-c", Self.script, tool.rawValue, try #require(tool.path)] + arguments,
      environment: ["PATH": "/usr/bin:/bin"], deliver: { line in lines.all.withLock { $0.append(line.text) } })
  }

  /// Standard output and error.
  var output: [String] { lines.all.withLock { $0 } }

  var hasEnded: Bool { ProcessTable.hasEnded(child.pid) }

  /// The server itself; nil until it runs, and after its end.
  var pid: pid_t? { ProcessTable.children(of: child.pid).first { !ProcessTable.isShell($0) } }

  /// Ends it at once, and returns when it has ended.
  func kill() async {
    child.stop(grace: .seconds(10))
    _ = await child.exitStatus
  }

  /// Runs it until it ends by itself; its standard output.
  static func run(_ tool: TestTool, _ arguments: [String]) async throws -> [String] {
    let lines = Lines()
    let child = try ChildProcess(
      try #require(tool.path), arguments: arguments, environment: ["PATH": "/usr/bin:/bin"],
      deliver: { line in lines.all.withLock { if line.stream == .output { $0.append(line.text) } } })
    _ = await child.exitStatus
    return lines.all.withLock { $0 }
  }

  /// A server that was paused when the tests ended has the system send SIGHUP to all of its process group: the shells must
  /// outlive that to end it.
  private static let script = """
    exec 3<&0
    "$@" </dev/null 3<&- & server=$!
    trap '' HUP
    { read -r _ <&3; kill -9 $server; } >/dev/null 2>&1 &
    trap 'kill -9 $server' TERM
    wait $server
    """
}
