import Foundation
import HTTPTypes
import Testing

/// A real Consul agent that keeps everything in memory, at a loopback address of its own, with Consul's usual ports.
final class ConsulAgent: Sendable {
  struct Instance: Sendable, Hashable {
    var id: String
    var name: String
    var address: String
    var port: Int
    var tags: [String]
    var meta: [String: String]
    /// The worst of its checks: `passing`, `warning` or `critical`.
    var status: String
  }

  struct Server: Sendable, Hashable {
    var target: String
    var port: Int
  }

  let address: String
  private let configuration: [String]
  private let token: String?
  private let process: PeerProcess

  /// For `REGISTRATION`.
  var url: String { "consul://\(address)" }

  /// Where programs ask for names.
  var dnsServer: String { "\(address):8600" }

  /// An address at which no agent runs yet.
  static func freeAddress() -> String {
    "127.\(Int.random(in: 64...126)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
  }

  /// Returns once the agent serves.
  ///
  /// - Parameters:
  ///   - configuration: In HCL, beside that of a development agent.
  ///   - token: With which these tests ask it.
  static func start(
    at address: String = freeAddress(), configuration: [String] = [], token: String? = nil
  ) async throws -> ConsulAgent {
    let agent = try ConsulAgent(at: address, configuration: configuration, token: token)
    try await agent.wait(for: "it to serve") {
      let leader = try? await Web.get("http://\(address):8500/v1/status/leader")
      return leader.map { $0.status == 200 && $0.text.contains(":") } == true ? true : nil
    }
    return agent
  }

  private init(at address: String, configuration: [String], token: String?) throws {
    self.address = address
    self.configuration = configuration
    self.token = token
    process = try PeerProcess(
      .consul,
      ["agent", "-dev", "-bind", address, "-client", address, "-node", "test", "-log-level", "warn"]
        + configuration.flatMap { ["-hcl", $0] })
  }

  /// Ends it at once, with all that it knows.
  func kill() async {
    await process.kill()
  }

  /// It goes on to accept connections, as the system does that for it, and answers nothing.
  func freeze() throws {
    Foundation.kill(try #require(process.pid), SIGSTOP)
  }

  /// An agent at the same address that knows nothing of what this one knew.
  func restarted() async throws -> ConsulAgent {
    await kill()
    return try await Self.start(at: address, configuration: configuration, token: token)
  }

  func instances(of service: String) async throws -> [Instance] {
    let answer = try await Web.get(
      "http://\(address):8500/v1/health/service/\(service)",
      fields: token.map { [.init("X-Consul-Token") ?? .authorization: $0] } ?? [:])
    let entries = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [[String: Any]]
    return try #require(entries).map { try Instance($0) }
  }

  /// What its DNS answers for `<service>.service.consul`.
  func servers(of service: String) async throws -> [Server] {
    let lines = try await PeerProcess.run(
      .dig, ["@\(address)", "-p", "8600", "\(service).service.consul", "SRV", "+short", "+time=10", "+tries=2"])
    return lines.compactMap { line in
      let parts = line.split(separator: " ")
      guard parts.count == 4, let port = Int(parts[2]) else { return nil }
      return Server(target: String(parts[3]), port: port)
    }
  }

  /// What `value` gives once it gives something. Throws where the agent ends first, or it takes far too long.
  @discardableResult
  func wait<Value>(for what: String, _ value: () async throws -> Value?) async throws -> Value {
    for _ in 0..<1500 {
      if let found = try await value() { return found }
      if process.hasEnded { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw Waited(what: what, output: process.output, errors: [])
  }
}

extension ConsulAgent.Instance {
  /// One entry of `/v1/health/service/<name>`.
  fileprivate init(_ entry: [String: Any]) throws {
    let service = try #require(entry["Service"] as? [String: Any])
    let checks = try #require(entry["Checks"] as? [[String: Any]]).compactMap { $0["Status"] as? String }
    try self.init(
      id: #require(service["ID"] as? String), name: #require(service["Service"] as? String),
      address: service["Address"] as? String ?? "", port: #require(service["Port"] as? Int),
      tags: service["Tags"] as? [String] ?? [], meta: service["Meta"] as? [String: String] ?? [:],
      status: ["critical", "warning"].first(where: checks.contains) ?? "passing")
  }
}
