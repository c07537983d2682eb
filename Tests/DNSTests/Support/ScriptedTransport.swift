import DNS
import Synchronization
import Timing

/// A network in which each server does what a test says. Time does not pass in it.
final class ScriptedTransport: DNSTransport {
  /// A query as a server saw it.
  struct Query: Sendable, Hashable {
    var server: ServerAddress
    var transport: DNSTransportKind
    var message: Message
    var question: Question? { message.questions.first }
  }

  enum Act: Sendable {
    /// Messages in this order; each becomes a reply to the query: it gets its ID and is marked as a response.
    case say([Message])
    case sayBytes([[UInt8]])
    case silence
    case fail(DNSTransportFailure.Code)
  }

  private let script: @Sendable (Query) -> Act
  private let state = Mutex<(queries: [Query], open: Int, silent: Int)>(([], 0, 0))

  init(_ script: @escaping @Sendable (Query) -> Act) {
    self.script = script
  }

  var queries: [Query] { state.withLock { $0.queries } }

  /// Exchanges that have not ended.
  var openCount: Int { state.withLock { $0.open } }

  /// Some exchange waits for what will never come: only time can go on now.
  var isSilent: Bool { state.withLock { $0.silent > 0 } }

  func exchange(
    _ query: [UInt8], with server: ServerAddress, over transport: DNSTransportKind,
    judge: @escaping @Sendable ([UInt8]) -> DNSReply?
  ) async throws(DNSTransportFailure) -> DNSReply {
    guard let message = try? MessageDecoder.decode(query) else { throw DNSTransportFailure(.closed, "read no query") }
    let seen = Query(server: server, transport: transport, message: message)
    state.withLock {
      $0.queries.append(seen)
      $0.open += 1
    }
    defer { state.withLock { $0.open -= 1 } }
    switch script(seen) {
    case .say(let replies):
      for reply in replies {
        var reply = reply
        reply.id = message.id
        reply.flags.isResponse = true
        if let accepted = judge(MessageEncoder.encode(reply)) { return accepted }
      }
    case .sayBytes(let replies):
      for reply in replies { if let accepted = judge(reply) { return accepted } }
    case .silence: break
    case .fail(let code): throw DNSTransportFailure(code, "cannot be reached (nobody listens)")
    }
    // Nothing that counts came: wait until the caller gives up.
    state.withLock { $0.silent += 1 }
    defer { state.withLock { $0.silent -= 1 } }
    try? await Task.sleep(for: .seconds(600))
    throw DNSTransportFailure(.cancelled, "was not waited for")
  }
}

extension ServerAddress {
  static let first = ServerAddress(.v4(0x0A00_0002))
  static let second = ServerAddress(.v4(0x0A00_0003))
}

extension Message {
  /// A reply to the question of `query`.
  static func reply(
    to query: ScriptedTransport.Query, _ code: ResponseCode = .noError, _ answers: [ResourceRecord] = [],
    authorities: [ResourceRecord] = [], additionals: [ResourceRecord] = []
  ) -> Message {
    Message(
      id: 0, responseCode: code, questions: query.message.questions, answers: answers, authorities: authorities,
      additionals: additionals)
  }
}
