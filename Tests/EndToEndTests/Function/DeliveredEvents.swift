import AWSTesting
import Foundation

/// Events as EventBridge hands them to the target of a template's rule, played by moto (Tests/AWSOracle/events.py).
enum DeliveredEvents {
  struct Case: Sendable {
    var what: String
    /// Whether it is to reach the function.
    var reaches: Bool
    /// As it came out; nil where the rule did not let it pass.
    var delivered: [UInt8]?
  }

  /// - Parameter template: Its path in this repository.
  static func cases(template: String, rule: String, parameters: [String: String]) async throws -> [Case] {
    let folder = PythonTools.repository.appending(path: "Tests/AWSOracle")
    let told = try JSONDecoder().decode(
      [Told].self, from: Data(contentsOf: folder.appending(path: "events.json")))
    let output = try await PythonTools.output(
      of: [
        folder.appending(path: "events.py").path, PythonTools.repository.appending(path: template).path, rule,
      ] + parameters.map { "\($0.key)=\($0.value)" })
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count == told.count else { throw Waited(what: "\(told.count) events", output: lines, errors: []) }
    return zip(told, lines).map { told, line in
      Case(what: told.what, reaches: told.reaches, delivered: line == "null" ? nil : Array(line.utf8))
    }
  }

  private struct Told: Decodable {
    var what: String
    var reaches: Bool
  }
}
