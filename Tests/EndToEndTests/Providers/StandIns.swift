import Foundation
import Testing

@testable import Demo

/// The stand-ins for all providers, one process for all tests; Tests/StandIns/standins.py says what they can do. It cannot
/// outlive the tests: its standard input ends with them.
struct StandIns: Sendable {
  private let url: String
  private let process: ChildProcess

  static var shared: StandIns {
    get async throws { try await started.value }
  }

  private static let started = Task { try await StandIns() }

  static let nobodyListens = "nobody-listens"

  static let script = Programs.repository.appending(path: "Tests/StandIns/standins.py").path

  private init() async throws {
    let (lines, feed) = AsyncStream.makeStream(of: String.self)
    process = try ChildProcess(
      #require(TestTool.python3.path), arguments: ["-u", Self.script],
      environment: ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 },
      deliver: { line in feed.yield(line.text) })
    var first = lines.makeAsyncIterator()
    let line = await first.next()
    let port = try #require(line.flatMap { Int($0) }, "The stand-ins did not start: \(line ?? "")")
    url = "http://127.0.0.1:\(port)"
  }

  /// What a provider's setting for its base URL is to be.
  ///
  /// - Parameter fault: As the stand-ins call it, or `nobodyListens`, which needs none.
  /// - Parameter test: Name under which requests are counted.
  func base(_ provider: String, _ fault: String = "ok", test: String) -> String {
    fault == Self.nobodyListens ? "http://127.0.0.1:1/\(provider)" : "\(url)/\(test)/\(fault)/\(provider)"
  }

  /// How many requests of each kind came, such as `yahoo chart`.
  func counts(_ test: String) async throws -> [String: Int] {
    try await Web.get("\(url)/counts/\(test)").json["kinds"] as? [String: Int] ?? [:]
  }

  func requests(_ test: String) async throws -> [SeenRequest] {
    let all = try await Web.get("\(url)/seen/\(test)").json["requests"] as? [[String: Any]] ?? []
    return all.map(SeenRequest.init)
  }
}

/// A request that a stand-in got.
struct SeenRequest: Sendable {
  var provider: String
  var target: String
  /// Names in lower case.
  var fields: [String: String]

  init(_ json: [String: Any]) {
    provider = json["provider"] as? String ?? ""
    target = json["target"] as? String ?? ""
    fields = json["fields"] as? [String: String] ?? [:]
  }
}
