import Foundation
import Synchronization

@testable import Demo

/// A program of others that ran to its end.
struct FinishedProgram: Sendable {
  /// What it wrote, standard error included.
  var output: [String]
  var end: ProcessEnd

  static func run(
    _ path: String, _ arguments: [String], environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) async throws -> FinishedProgram {
    let lines = Lines()
    let child = try ChildProcess(
      path, arguments: arguments, environment: environment,
      deliver: { line in lines.all.withLock { $0.append(line.text) } })
    let end = await child.exitStatus
    return FinishedProgram(output: lines.all.withLock { $0 }, end: end)
  }

  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }
}
