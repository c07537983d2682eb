import Foundation

@testable import Demo

/// Events as EventBridge hands them to the target of a template's rule, played by moto (Tests/AWSOracle/events.py).
struct DeliveredEvents: Sendable {
  struct Case: Sendable {
    var what: String
    /// Whether it is to reach the function.
    var reaches: Bool
    /// As it came out; nil where the rule did not let it pass.
    var delivered: [UInt8]?
  }

  static let tools = Programs.repository.appending(path: ".build/tools/aws").path
  static let arePresent =
    FileManager.default.fileExists(atPath: tools + "/moto/server.py") && TestTool.python3.isPresent
  static let absence = "needs moto and python3: scripts/install-test-tools"

  /// - Parameter template: Its path in this repository.
  static func cases(template: String, rule: String, parameters: [String: String]) async throws -> [Case] {
    let folder = Programs.repository.appending(path: "Tests/AWSOracle")
    let told = try JSONDecoder().decode(
      [Told].self, from: Data(contentsOf: folder.appending(path: "events.json")))
    let run = try await FinishedProgram.run(
      TestTool.python3.path ?? "python3",
      [folder.appending(path: "events.py").path, Programs.repository.appending(path: template).path, rule]
        + parameters.map { "\($0.key)=\($0.value)" },
      environment: [
        "PATH": "/usr/bin:/bin", "PYTHONPATH": tools, "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": FileManager.default.temporaryDirectory.path,
      ])
    let lines = run.output.filter { $0.hasPrefix("{") || $0 == "null" }
    guard run.end == .exited(code: 0), lines.count == told.count else {
      throw Waited(what: "\(told.count) events", output: run.output, errors: [])
    }
    return zip(told, lines).map { told, line in
      Case(what: told.what, reaches: told.reaches, delivered: line == "null" ? nil : Array(line.utf8))
    }
  }

  private struct Told: Decodable {
    var what: String
    var reaches: Bool
  }
}
