import FoundationEssentials
import HTTPTypes
import NIOCore

#if !FUZZING
@testable import HTTPServer
#endif

/// A whole conversation with a ``ConnectionStateMachine``, without sockets: pieces of bytes go in, the bytes of all
/// answers come out. The fuzzer, which holds the server's sources itself, uses it too.
struct Conversation {
  /// What the handler of a conversation is shown.
  struct Seen: Equatable {
    var method: String
    var path: String
    var query: String?
    var authority: String?
    var version: HTTPVersion
    var fields: [String]
    var bodyBytes: [UInt8] = []
    /// The body could not be read to its end.
    var failure: MalformedRequest?

    var body: String { String(decoding: bodyBytes, as: UTF8.self) }
  }

  struct Answer {
    var status: HTTPResponse.Status = .ok
    var fields: HTTPFields = [:]
    var body: ConnectionStateMachine.ResponseBody = .length(2)
    var pieces = ["ok"]
  }

  struct Outcome: Equatable {
    var output = ""
    var seen: [Seen] = []
    /// Why a request was refused before its handler saw it.
    var refusal: MalformedRequest?
    /// The machine asked to close the connection.
    var closed = false
    /// The response could not be sent as it was.
    var unsendable = false

    /// Status codes of the answers, interim ones included.
    var statuses: [Int] {
      output.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
    }

    /// Value of a field of the first answer.
    func field(_ name: String) -> String? {
      for line in output.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n").dropFirst() {
        let parts = line.components(separatedBy: ": ")
        if parts[0].lowercased() == name.lowercased() { return parts.dropFirst().joined(separator: ": ") }
      }
      return nil
    }
  }

  var limits = Limits()
  /// Whether the handler reads the body before it answers.
  var readsBody = true
  /// Whether the client ends its half after the last piece.
  var ends = false
  var answer: (Seen) -> Answer = { _ in Answer() }

  func run(_ pieces: [[UInt8]]) -> Outcome {
    var machine = ConnectionStateMachine(limits: limits)
    var outcome = Outcome()
    var output = ByteBuffer()
    var pending: Seen?
    for piece in pieces {
      machine.receive(ByteBuffer(bytes: piece))
      advance(&machine, &pending, &output, &outcome)
    }
    if ends {
      machine.receiveEnd()
      advance(&machine, &pending, &output, &outcome)
    }
    outcome.output = String(buffer: output)
    return outcome
  }

  private func advance(
    _ machine: inout ConnectionStateMachine, _ pending: inout Seen?, _ output: inout ByteBuffer,
    _ outcome: inout Outcome
  ) {
    while !outcome.closed {
      if pending != nil {
        guard finish(&machine, &pending, &output, &outcome) else { return }
      }
      switch machine.nextEvent() {
      case .needMoreBytes: return
      case .busy: return
      case .close: outcome.closed = true
      case .refuse(let error):
        outcome.refusal = error
        send(Answer(status: error.status, body: .none, pieces: []), &machine, &output, &outcome)
      case .request(let head, let bytes):
        pending = see(head, bytes)
      }
    }
  }

  /// Reads the body as far as it came, and answers when it is complete; false where more bytes are needed.
  private func finish(
    _ machine: inout ConnectionStateMachine, _ pending: inout Seen?, _ output: inout ByteBuffer,
    _ outcome: inout Outcome
  ) -> Bool {
    guard var seen = pending else { return true }
    do throws(MalformedRequest) {
      reading: while readsBody {
        switch try machine.nextBodyPart(into: &output) {
        case .needMoreBytes:
          pending = seen
          return false
        case .chunk(let chunk): seen.bodyBytes += chunk.readableBytesView
        case .end: break reading
        }
      }
    } catch {
      seen.failure = error
    }
    pending = nil
    outcome.seen.append(seen)
    send(seen.failure.map { Answer(status: $0.status) } ?? answer(seen), &machine, &output, &outcome)
    return true
  }

  private func send(
    _ answer: Answer, _ machine: inout ConnectionStateMachine, _ output: inout ByteBuffer, _ outcome: inout Outcome
  ) {
    do throws(UnsendableField) {
      try machine.beginResponse(
        status: answer.status, fields: answer.fields, body: answer.body, date: "Sun, 06 Nov 1994 08:49:37 GMT",
        standing: StandingFields(), into: &output)
    } catch {
      outcome.unsendable = true
      return
    }
    if machine.sendsBody(with: answer.status) {
      for piece in answer.pieces where !machine.writeBody(ByteBuffer(string: piece), into: &output) {
        machine.abort()
        outcome.closed = true
        return
      }
    }
    if machine.endResponse(into: &output) == nil {
      machine.abort()
      outcome.closed = true
    }
  }

  private func see(_ head: RequestHead, _ bytes: ByteBuffer) -> Seen {
    func text(_ range: Range<Int>?) -> String? {
      range.flatMap { bytes.getString(at: bytes.readerIndex + $0.lowerBound, length: $0.count) }
    }
    let fields = RequestFields(bytes: bytes, locations: head.locations)
    return Seen(
      method: head.line.method.rawValue,
      path: head.line.target.isAsterisk ? "*" : text(head.line.target.path) ?? "/", query: text(head.line.target.query),
      authority: text(head.line.target.authority ?? head.host), version: head.line.version,
      fields: fields.all.map { "\($0.name)=\($0.value)" })
  }
}
