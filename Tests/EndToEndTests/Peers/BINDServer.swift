import DNS
import Foundation
import Testing

/// A real BIND with zones from text, at a port of its own. It listens only at addresses that the interface lists, so
/// not at any of the loopback net.
final class BINDServer: Sendable {
  let address: ServerAddress
  private let process: PeerProcess
  private let folder: URL

  /// Returns once it answers.
  ///
  /// - Parameter zones: The records of each zone, without SOA and NS, by the zone's name.
  static func start(zones: [String: String]) async throws -> BINDServer {
    let server = try BINDServer(zones: zones)
    for _ in 0..<500 where !server.process.output.contains(where: { $0.hasSuffix("running") }) {
      if server.process.hasEnded { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    guard server.process.output.contains(where: { $0.hasSuffix("running") }) else {
      throw Waited(what: "BIND to serve", output: server.process.output, errors: [])
    }
    return server
  }

  private init(zones: [String: String]) throws {
    let host = "127.0.0.1"
    address = ServerAddress(try #require(IPAddress(host)), port: UInt16.random(in: 20_000...32_000))
    folder = FileManager.default.temporaryDirectory.appending(path: "bind-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var configuration = """
      options {
        directory "\(folder.path)"; pid-file none; session-keyfile none; lock-file none;
        listen-on port \(address.port) { \(host); }; listen-on-v6 { none; };
        recursion no; minimal-responses no; dnssec-validation no;
      };
      controls { };

      """
    for zone in zones.keys { configuration += "zone \"\(zone)\" { type master; file \"\(zone).zone\"; };\n" }
    try Self.write(zones, to: folder)
    let file = folder.appending(path: "named.conf")
    try Data(configuration.utf8).write(to: file)
    process = try PeerProcess(.named, ["-g", "-n", "1", "-c", file.path])
  }

  /// From now on it answers by these records.
  func change(_ zones: [String: String]) throws {
    try Self.write(zones, to: folder)
    Foundation.kill(try #require(process.pid), SIGHUP)
  }

  private static func write(_ zones: [String: String], to folder: URL) throws {
    for (zone, records) in zones {
      let text = "$TTL 60\n@ SOA ns hostmaster 1 3600 600 86400 3\n@ NS ns\nns A 127.0.0.1\n\(records)\n"
      try Data(text.utf8).write(to: folder.appending(path: "\(zone).zone"), options: .atomic)
    }
  }

  /// The system takes what is sent to it, and nothing is answered.
  func freeze() throws {
    Foundation.kill(try #require(process.pid), SIGSTOP)
  }

  func kill() async {
    await process.kill()
    try? FileManager.default.removeItem(at: folder)
  }
}
