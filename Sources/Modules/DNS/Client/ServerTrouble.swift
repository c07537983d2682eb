/// What one server did instead of answering a question.
struct ServerTrouble: Error, Sendable {
  enum Kind: Sendable {
    case code(ResponseCode)
    case malformed(any Error)
    case referral
    case timedOut(after: Duration)
    case unreachable(any Error)
    case cancelled
  }

  var server: ServerAddress
  var kind: Kind
  /// What it did, as the rest of a sentence that begins with the server.
  var message: String

  /// True where asking the same server once more, and waiting longer, may help.
  var isWorthAnotherTry: Bool {
    if case .timedOut = kind { true } else { false }
  }

  /// Takes the place of earlier trouble with the same server, whose waiting counts.
  func join(_ troubles: inout [ServerTrouble]) {
    guard let index = troubles.firstIndex(where: { $0.server == server }) else {
      troubles.append(self)
      return
    }
    var joined = self
    if case .timedOut(let now) = kind, case .timedOut(let before) = troubles[index].kind {
      joined.kind = .timedOut(after: before + now)
    }
    troubles[index] = joined
  }

  /// The rest of a sentence that begins with the server.
  private var sentence: String {
    guard case .timedOut(let waited) = kind else { return message }
    return "\(message) within \(Int(waited / .milliseconds(1))) ms"
  }

  /// What the trouble of several servers comes down to: what was said counts more than silence.
  static func failure(_ troubles: [ServerTrouble], for question: Question) -> DNSFailure {
    let telling = troubles.min { $0.rank < $1.rank }
    let messages = troubles.map { "\($0.server) \($0.sentence)" }.joined(separator: "; ")
    var failure = DNSFailure(
      .timedOut, "No answer to \(question): \(messages.isEmpty ? "no time was left" : messages).")
    switch telling?.kind {
    case .code(.refused): failure.code = .refused
    case .code, .referral: failure.code = .serverFailure
    case .malformed(let cause):
      failure.code = .malformed
      failure.cause = cause
    case .unreachable(let cause):
      failure.code = .unreachable
      failure.cause = cause
    case .timedOut, .cancelled, nil: break
    }
    return failure
  }

  private var rank: Int {
    switch kind {
    case .code, .referral: 0
    case .malformed: 1
    case .timedOut: 2
    case .unreachable: 3
    case .cancelled: 4
    }
  }
}
