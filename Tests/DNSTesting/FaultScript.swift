package import DNS

/// A query as the server read it.
package struct FaultQuery: Sendable {
  package var message: Message
  package var transport: DNSTransportKind
  /// 1 for the first query of this question over any transport, 2 for the next.
  package var number: Int

  package var question: Question { message.questions[0] }
}

/// What the server does about one query: first what would be true, then what it does with that, step by step.
package struct FaultScript: Sendable {
  package enum Step: Sendable {
    /// Sends the reply, truncated as the query and the transport want it.
    case reply
    case altered(Alteration)
    case bytes([UInt8])
    case wait(Duration)
    /// TCP only: ends the connection.
    case close
  }

  package enum Alteration: Sendable {
    case wrongID
    case wrongQuestion
    /// UDP only: from a port that was not asked.
    case wrongPort
    /// TC, without any record.
    case truncated
    /// The last three bytes are missing.
    case cutShort
    case withoutQuestion
  }

  package var code: ResponseCode
  package var answers: [ResourceRecord]
  package var authorities: [ResourceRecord]
  package var additionals: [ResourceRecord]
  package var steps: [Step]

  package init(
    _ code: ResponseCode = .noError, answers: [ResourceRecord] = [], authorities: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], steps: [Step] = [.reply]
  ) {
    self.code = code
    self.answers = answers
    self.authorities = authorities
    self.additionals = additionals
    self.steps = steps
  }

  /// Does nothing at all.
  package static let silence = FaultScript(steps: [])

  /// The reply to `query` as bytes, altered or not.
  func reply(to query: FaultQuery, _ alteration: Alteration? = nil) -> [UInt8] {
    var reply = Message(
      id: query.message.id, responseCode: code, questions: query.message.questions, answers: answers,
      authorities: authorities, additionals: additionals,
      extensions: query.message.extensions.map { _ in Message.Extensions(payloadSize: 1232) })
    reply.flags.isResponse = true
    reply.flags.isAuthoritative = true
    reply.flags.recursionDesired = query.message.flags.recursionDesired
    switch alteration {
    case .wrongID: reply.id &+= 1
    case .wrongQuestion: reply.questions[0].name = .root
    case .withoutQuestion: reply.questions = []
    case .truncated:
      reply.flags.isTruncated = true
      (reply.answers, reply.authorities, reply.additionals) = ([], [], [])
    case .wrongPort, .cutShort, nil: break
    }
    let room = query.message.extensions.map { Int($0.payloadSize) } ?? 512
    let limit = query.transport == .tcp ? MessageEncoder.largestMessage : room
    let bytes = MessageEncoder.encode(reply, limit: limit)
    return alteration == .cutShort ? Array(bytes.dropLast(3)) : bytes
  }
}
