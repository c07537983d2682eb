import Foundation
import Synchronization
import Testing

@testable import Demo

/// The control server of a running demo, and its name server, as the portal is told of them.
struct DemoControl {
  let url: String
  let dnsPort: Int

  init(_ demo: RunningDemo) throws {
    let portal = try demo.instance("portal-1")
    let data = try #require(FileManager.default.contents(atPath: "/proc/\(portal)/environ"))
    let variables = data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    let value = { (key: String) in variables.first { $0.hasPrefix(key + "=") }?.dropFirst(key.count + 1) }
    url = "http://\(try #require(value("DEMO_CONTROL")))/demo"
    dnsPort = try #require(value("DISCOVERY_DNS_SERVER")?.split(separator: ":").last.flatMap { Int($0) })
  }

  func act(_ name: String, _ action: String) async throws -> Answer {
    try await Web.post("\(url)/instances/\(name)/\(action)")
  }

  func add(_ service: String) async throws -> Answer {
    try await Web.post("\(url)/services/\(service)/instances")
  }

  func state(of name: String) async throws -> String? {
    let instances = try await Web.get("\(url)/instances").json["instances"] as? [[String: Any]]
    return instances?.first { $0["name"] as? String == name }?["state"] as? String
  }

  /// What `dig +short` prints, sorted.
  func ask(_ words: String...) async throws -> [String] {
    let lines = LineBox()
    let dig = try ChildProcess(
      #require(TestTool.dig.path), arguments: ["@127.0.0.1", "-p", String(dnsPort), "+short", "+time=5"] + words,
      environment: ["PATH": "/usr/bin:/bin"], deliver: { line in lines.add(line.text) })
    #expect(await dig.exitStatus == .exited(code: 0))
    return lines.all.sorted()
  }
}

private final class LineBox: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
