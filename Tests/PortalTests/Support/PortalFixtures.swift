import Chassis
import DNS
import Discovery
import HTTPServer
import HTTPTypes
import Logging
import NIOCore
import ServiceClient
import Timing

@testable import Portal

extension Settings {
  /// What a portal with lists needs, and `more`.
  static func portal(_ more: [String: String] = [:]) -> Settings {
    let lists = [
      "STOCK_PRICE_SERVICE": "10.0.0.1:4567,10.0.0.2:4567", "WEATHER_SERVICE": "[::1]:80",
      "TWITCH_SERVICE": "twitch.local:1", "GOODREADS_SERVICE": "10.0.0.9:2",
    ]
    return Settings(environment: lists.merging(more) { $1 })
  }

  /// Without lists.
  static func named(_ strategy: String, _ more: [String: String] = [:]) -> Settings {
    Settings(environment: ["DISCOVERY_STRATEGY": strategy].merging(more) { $1 })
  }
}

/// The fault of settings; nil where there is none.
func fault(_ settings: Settings) -> ConfigurationError? {
  do {
    _ = try PortalConfiguration(settings)
    return nil
  } catch {
    return error as? ConfigurationError
  }
}

extension DiscoverySwitch {
  /// A switch by `settings`, whose DNS and HTTP do as the test says.
  convenience init(
    _ settings: Settings, dns: ScriptedDNS = ScriptedDNS(), _ script: @escaping ScriptedTransport.Script
  ) throws {
    let configuration = try PortalConfiguration(settings)
    // The real time passes here, which no test of the portal is about: a busy machine must not be its subject either.
    var policy = configuration.policy
    policy.deadline = .seconds(600)
    policy.attemptTimeout = .seconds(600)
    self.init(
      configuration.discovery,
      factory: ClusterFactory(
        policy: policy, consulAgent: configuration.discovery.consulAgent,
        consulToken: configuration.discovery.consulToken, transport: ScriptedTransport(script), makeDNS: { _ in dns },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
  }
}

/// A DNS of A records for some names, and NXDOMAIN for all others.
struct ScriptedDNS: DNSLookup {
  var addresses: [String: IPAddress] = [:]

  func lookup(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    guard let address = addresses[question.name.description] else {
      throw DNSFailure(.noSuchName, "\(question.name) does not exist.")
    }
    return DNSAnswer(
      question: question, records: [ResourceRecord(name: question.name, ttl: 60, data: RecordData(address))],
      server: ServerAddress(.v4(0x7F00_0001), port: 5300), transport: .udp, receivedAt: .now)
  }

  func lookupByTCP(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    try await lookup(question, deadline: deadline)
  }
}

/// An order as the portal's own page sends it.
func order(
  _ path: String, _ body: String, origin: String? = "http://localhost:8080", type: String? = "application/json",
  authority: String = "localhost:8080"
) -> Request {
  var fields: HTTPFields = [:]
  fields[.origin] = origin
  fields[.contentType] = type
  return Request(
    method: .post, path: path, authority: authority, fields: RequestFields(fields),
    body: RequestBody(length: body.utf8.count, limit: 1 << 20, source: OneChunk(body)))
}

private struct OneChunk: RequestBody.Source {
  private let chunks: AsyncStream<ByteBuffer>

  init(_ text: String) {
    chunks = AsyncStream { continuation in
      if !text.isEmpty { continuation.yield(ByteBuffer(string: text)) }
      continuation.finish()
    }
  }

  func nextChunk() async throws -> ByteBuffer? {
    var iterator = chunks.makeAsyncIterator()
    return await iterator.next()
  }
}
