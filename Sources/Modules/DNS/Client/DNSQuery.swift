/// One question as it goes to one server, and the judge of what comes back.
struct DNSQuery: Sendable {
  /// RFC 6891 section 6.2.5, as the operators settled it: what crosses nearly every network in one piece.
  static let payloadSize: UInt16 = 1232

  let question: Question
  let usesExtensions: Bool
  let transport: DNSTransportKind
  private let id: UInt16

  /// RFC 5452 section 9.2: `id` cannot be foretold, and no two queries share it but by chance.
  init(_ question: Question, id: UInt16, usesExtensions: Bool, over transport: DNSTransportKind) {
    self.question = question
    self.usesExtensions = usesExtensions
    self.transport = transport
    self.id = id
  }

  var bytes: [UInt8] {
    var message = Message(id: id, questions: [question])
    message.flags.recursionDesired = true
    if usesExtensions { message.extensions = Message.Extensions(payloadSize: Self.payloadSize) }
    return MessageEncoder.encode(message)
  }

  /// What `bytes` mean as a reply; nil where they are none to this query and the true one may still come.
  ///
  /// RFC 5452 section 9.1: a reply counts only where its ID and its question are those of the query. That it comes from the
  /// server asked, and to the port that asked, is the socket's part.
  func reply(in bytes: [UInt8]) -> DNSReply? {
    guard let start = try? MessageDecoder.decodeQuestions(bytes), start.id == id, start.flags.isResponse,
      start.flags.operation == 0, start.questions == [question] || isBareRefusal(start)
    else { return nil }
    // A truncated message may be cut within a record: then it is not malformed, only short.
    if start.flags.isTruncated, transport == .udp { return .truncated }
    do throws(MalformedMessage) {
      return .message(try MessageDecoder.decode(bytes))
    } catch {
      return .malformed(error)
    }
  }

  /// A server that cannot read a query, or will not, may send no more than the header.
  private func isBareRefusal(_ message: Message) -> Bool {
    message.questions.isEmpty
      && [.formatError, .serverFailure, .notImplemented, .refused].contains(message.responseCode)
  }
}

/// What a server sent as the reply to a query.
package enum DNSReply: Sendable, Hashable {
  case message(Message)
  /// TC: the answer does not fit into a UDP message.
  case truncated
  /// The ID and the question are right, and the rest cannot be read.
  case malformed(MalformedMessage)
}
