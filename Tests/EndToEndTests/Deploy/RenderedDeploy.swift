import Foundation
import Testing

@testable import Demo

/// What ECS would start for one of the deploys, as `Tests/Deploy/programs.py` renders it.
struct RenderedDeploy: Sendable {
  /// The task of one program.
  struct Task: Sendable, Decodable {
    /// The name in DNS that the template gives its instances. The portal has none, nor what Consul names.
    var name: String?
    var environment: [String: String]
    /// `CMD`, the program in its image, its arguments.
    var healthCheck: [String]
  }

  /// By the names of programs.
  var tasks: [String: Task]

  /// - Parameters:
  ///   - name: A folder of `deploy/`, `weave-ec2` for `deploy/weave/ec2.yaml`.
  ///   - parameters: What a person would set, of any layer.
  static func of(_ name: String, _ parameters: [String: String]) async throws -> RenderedDeploy {
    let python = TestTool.python3.path ?? "python3"
    let arguments = [script.path, name] + parameters.map { "\($0)=\($1)" }
    let environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONPATH": modules.path, "PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    let run = try await FinishedProgram.run(python, arguments, environment: environment)
    let output = run.output.joined(separator: "\n")
    guard run.end == .exited(code: 0) else { throw Refused(name: name, reason: output) }
    return RenderedDeploy(tasks: try JSONDecoder().decode([String: Task].self, from: Data(output.utf8)))
  }

  /// Templates are YAML, which Python reads by a module.
  static let isPossible =
    TestTool.python3.isPresent && FileManager.default.fileExists(atPath: modules.appending(path: "yaml").path)
  static let absence: Comment = "there is no Python with yaml here: scripts/install-test-tools fetches it"

  private static let script = Programs.repository.appending(path: "Tests/Deploy/programs.py")
  private static let modules = Programs.repository.appending(path: ".build/tools/aws")

  private struct Refused: Error, CustomStringConvertible {
    var name: String
    var reason: String

    var description: String { "\(name) cannot be rendered: \(reason)" }
  }
}
