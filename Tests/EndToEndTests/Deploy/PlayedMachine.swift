import Foundation
import Testing

@testable import Demo

/// A machine of EC2, played by an address of loopback: Consul runs on it as its ECS task says, with the files that the
/// machine's own script has written.
final class PlayedMachine: Sendable {
  /// `server`, `portal` or `backend`.
  let kind: String
  /// Its id in EC2.
  let id: String
  /// At which others reach it.
  let address: String
  /// That stands for 127.0.0.1, which on a real machine is nobody else's.
  let loopback: String
  private let folder: URL

  init(_ kind: String, _ number: Int, net: String) {
    self.kind = kind
    id = "i-\(kind)\(number)"
    let last = (["server": 10, "portal": 20, "backend": 30][kind] ?? 40) + number
    address = "\(net).\(last)"
    loopback = "\(net).\(last + 100)"
    folder = FileManager.default.temporaryDirectory.appending(path: "\(id)-\(UUID().uuidString.prefix(8))")
  }

  /// Runs the script of its first start, on a machine of which only the paths and the addresses are played.
  func boot(_ stack: ConsulStack, metadata url: String) async throws {
    let ecs = folder.appending(path: "ecs")
    try FileManager.default.createDirectory(at: ecs, withIntermediateDirectories: true)
    // Nobody has to be root for the tests.
    let without = #"install() { mkdir -p "${@:8}"; }; chown() { :; };"#
    let script = try #require(stack.boot[kind])
      .replacing("http://169.254.169.254", with: "\(url)/imds/\(id)")
      .replacing("/var/lib/consul", with: folder.path).replacing("/etc/ecs", with: ecs.path)
    let run = try await FinishedProgram.run("/bin/bash", ["-c", without + script])
    try #require(run.end == .exited(code: 0), "\(run.output)")
  }

  /// What the ECS agent reads.
  var settings: String {
    get throws { try String(contentsOf: folder.appending(path: "ecs/ecs.config"), encoding: .utf8) }
  }

  /// Starts Consul as the image's start script does: with the secret as a file, and the folders.
  ///
  /// - Parameter members: Where all machines with the tag are.
  func startConsul(_ stack: ConsulStack, members: [String]) throws -> PeerProcess {
    let consul = try #require(stack.consul[kind == "server" ? "consul-server" : "consul-agent"])
    try Data(consul.configuration.utf8).write(to: folder.appending(path: "config/local.json"))
    let arguments = try consul.arguments.flatMap { argument in
      if argument.hasPrefix("-retry-join=") {
        // EC2 is asked for the machines with the tag: this is what it would answer.
        try #require(argument.hasPrefix("-retry-join=provider=aws region=eu-west-1 tag_key=found-by-name-consul "))
        return members.map { "-retry-join=\($0)" }
      }
      return [here(argument)]
    }
    let folders = ["-data-dir=\(folder.path)/data", "-config-dir=\(folder.path)/config"]
    return try PeerProcess(.consul, [try #require(arguments.first)] + folders + arguments.dropFirst())
  }

  /// Addresses that each machine has for itself, as they are on this one. A server's API is at its loopback alone.
  func here(_ text: String) -> String {
    text.replacing("172.17.0.1", with: address).replacing("127.0.0.1", with: loopback)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}
