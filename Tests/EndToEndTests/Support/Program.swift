import Foundation
import HTTPClient
import Synchronization

@testable import Demo

/// A program of the suite as a process, with all that it writes. It cannot outlive the tests: its standard input ends
/// with them.
final class Program: Sendable {
  private final class Lines: Sendable {
    let all = Mutex<[LogLine]>([])
  }

  let child: ChildProcess
  private let lines = Lines()

  convenience init(_ name: String, _ arguments: [String] = [], _ settings: [String: String] = [:]) throws {
    try self.init(name, arguments, environment: Programs.environment.merging(settings) { $1 })
  }

  /// With these variables and no others but the one by which it ends with the tests.
  init(_ name: String, _ arguments: [String], environment: [String: String]) throws {
    let lines = lines
    child = try ChildProcess(
      Programs.path(name), arguments: arguments,
      environment: environment.merging(["STOP_WHEN_STDIN_CLOSES": "true"]) { own, _ in own },
      deliver: { line in lines.all.withLock { $0.append(line) } })
  }

  var output: [String] { written(.output) }
  var errors: [String] { written(.error) }

  private func written(_ stream: LogLine.Stream) -> [String] {
    lines.all.withLock { lines in lines.filter { $0.stream == stream }.map(\.text) }
  }

  /// `http://host:port` of a service, once its log says that it listens.
  func url() async throws -> String {
    try await wait(for: "it to listen") {
      self.output.first { $0.contains(#""msg":"listening""#) }?
        .firstMatch(of: /"address":"([^"]+)"/).map { "http://\($0.1)" }
    }
  }

  /// `host:port` of a service.
  var address: String {
    get async throws { String(try await url().dropFirst("http://".count)) }
  }

  /// What `value` gives once it gives something. Throws where the program ends first, or takes far too long.
  @discardableResult
  func wait<Value>(for what: String, _ value: () async throws -> Value?) async throws -> Value {
    for _ in 0..<1500 {
      if let found = try await value() { return found }
      if ProcessTable.hasEnded(child.pid) { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Waited(what: what, output: output, errors: errors)
  }

  func signal(_ signal: Int32) {
    kill(child.pid, signal)
  }

  /// Asks it to stop; how it ended.
  @discardableResult
  func stop() async -> ProcessEnd {
    child.stop(grace: .seconds(30))
    return await child.exitStatus
  }

  /// Ends it at once, and returns when it has ended.
  func end() async {
    child.signal(SIGKILL)
    _ = await child.exitStatus
  }
}

struct Waited: Error, CustomStringConvertible {
  var what: String
  var output: [String]
  var errors: [String]

  var description: String {
    "waited in vain for \(what)\n" + (output.suffix(20) + errors).joined(separator: "\n")
  }
}
