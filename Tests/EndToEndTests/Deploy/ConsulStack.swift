import Foundation
import Testing

@testable import Demo

/// What the CloudFormation templates of the strategy consul start, rendered: deploy/consul.
struct ConsulStack: Decodable {
  struct Consul: Decodable {
    /// Behind those of the image's start script.
    var arguments: [String]
    /// The text of a file beside the one that the machine writes at its first start.
    var configuration: String
  }

  /// By the name of the container.
  var consul: [String: Consul]
  /// The script that a machine runs at its first start, by its kind.
  var boot: [String: String]
  /// By the name of the container.
  var environments: [String: [String: String]]

  private static let script = Programs.repository.appending(path: "Tests/Deploy/what_consul_starts.py").path

  /// - Parameter parameters: Of the templates; the others have their defaults.
  static func render(_ parameters: [String: String]) async throws -> ConsulStack {
    let run = try await FinishedProgram.run(
      try #require(TestTool.python3.path), [script] + parameters.map { "\($0)=\($1)" },
      environment: ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"])
    try #require(run.end == .exited(code: 0), "\(run.output.joined(separator: "\n"))")
    return try JSONDecoder().decode(ConsulStack.self, from: Data(run.output.joined(separator: "\n").utf8))
  }

  /// Templates are YAML, which Python does not read by itself.
  static let canBeRead: Bool = {
    guard let python = TestTool.python3.path else { return false }
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-c", "import yaml"]
    process.environment = ["PYTHONPATH": Programs.repository.appending(path: ".build/tools/aws").path]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
