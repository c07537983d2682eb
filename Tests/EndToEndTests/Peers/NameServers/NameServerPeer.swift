import DNS
import Foundation
import Testing
import Timing

/// A name server of others, with files of its own, on a loopback port of its own.
final class NameServerPeer: Sendable {
  let address: ServerAddress
  private let process: PeerProcess
  private let folder: URL

  /// Writes `files` into a new folder, starts the server there, and returns once it answers.
  ///
  /// - Parameters:
  ///   - files: Their text by their name. `PORT` and `FOLDER` stand in it for where the server listens and lies.
  ///   - arguments: The same.
  static func start(_ tool: TestTool, files: [String: String], arguments: [String]) async throws -> NameServerPeer {
    let peer = try NameServerPeer(tool, files, arguments)
    for _ in 0..<300 {
      do throws(DNSFailure) {
        _ = try await peer.lookup("weather.weave.local", .a)
        return peer
      } catch {
        if peer.process.hasEnded { break }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    await peer.stop()
    throw Unstarted(output: peer.process.output)
  }

  struct Unstarted: Error {
    var output: [String]
  }

  private init(_ tool: TestTool, _ files: [String: String], _ arguments: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "name-server-\(UUID().uuidString)")
    // Below those that the system gives away. Not at another loopback address: BIND listens at those of interfaces only.
    let port = UInt16.random(in: 20_000..<32_000)
    func filled(_ text: String) -> String {
      text.replacing("PORT", with: "\(port)").replacing("FOLDER", with: folder.path)
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try Data(filled(text).utf8).write(to: folder.appending(path: name)) }
    self.folder = folder
    address = ServerAddress(.v4(0x7F00_0001), port: port)
    process = try PeerProcess(tool, arguments.map(filled))
  }

  /// Writes a file anew and has the server read it.
  func rewrite(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    kill(try #require(process.pid), SIGHUP)
  }

  func stop() async {
    await process.kill()
    try? FileManager.default.removeItem(at: folder)
  }

  func lookup(
    _ name: String, _ type: RecordType, byTCP: Bool = false
  ) async throws(DNSFailure) -> DNSAnswer {
    guard let name = try? DomainName(name) else { throw DNSFailure(.malformed, "\(name) is no name.") }
    let client = DNSClient.patient(with: address)
    let question = Question(name: name, type: type)
    let deadline = Deadline.after(.seconds(60), by: .real)
    return byTCP
      ? try await client.lookupByTCP(question, deadline: deadline)
      : try await client.lookup(question, deadline: deadline)
  }

  /// The records of the answer section as `dig` prints them, in the form of ``ResourceRecord/description``.
  func dig(_ name: String, _ type: RecordType) async throws -> Set<String> {
    let output = try await PeerProcess.run(
      .dig,
      ["@\(address.address)", "-p", "\(address.port)", "+noall", "+answer", "+time=5", "+tries=3", name, "\(type)"])
    return Set(
      output.filter { !$0.isEmpty && !$0.hasPrefix(";") }.map { line in
        var words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        if words.count > 2, words[2] == "IN" { words.remove(at: 2) }
        return words.joined(separator: " ")
      })
  }
}

extension DNSClient {
  /// Waits for as long as a server on a busy machine may take.
  static func patient(with server: ServerAddress) -> DNSClient {
    var configuration = DNSClient.Configuration()
    configuration.firstTimeout = .seconds(5)
    configuration.timeout = .seconds(60)
    return DNSClient(servers: [server], transport: SocketTransport(), configuration: configuration)
  }
}
