import HTTPTypes
import NIOCore

/// The sending half: one response to the request in progress.
extension ConnectionStateMachine {
  /// What a response has for a body.
  enum ResponseBody: Equatable {
    case none
    /// That many bytes follow.
    case length(Int)
    /// Pieces follow whose total is not known.
    case unknownLength
  }

  enum ResponseEnd: Equatable {
    /// The connection can take the next request.
    case keepAlive
    /// Close once everything is sent.
    case close
  }

  /// Whether a body is sent at all: not to HEAD (RFC 9110 section 9.3.2), nor with 1xx, 204, 205 and 304.
  func sendsBody(with status: HTTPResponse.Status) -> Bool {
    current?.method != .head && !Self.isBodiless(status) && status != .resetContent
  }

  private static func isBodiless(_ status: HTTPResponse.Status) -> Bool {
    status.code == 204 || status.code == 304 || status.kind == .informational
  }

  /// Appends the head of the response to `output`. Throws where a field cannot be sent; nothing has been said then, and
  /// another response may be tried.
  mutating func beginResponse(
    status: HTTPResponse.Status, fields: HTTPFields, body: ResponseBody, date: String,
    standing: StandingFields,
    into output: inout ByteBuffer
  ) throws(UnsendableField) {
    let framing = responseFraming(status: status, body: body)
    let closes =
      closesAfterResponse || isDraining || isInputExhausted || framing == .untilClose || !canReachNextRequest
    let connection: ResponseEncoder.Connection =
      closes ? .close : current?.mustConfirmKeepAlive == true ? .keepAlive : .unsaid
    try ResponseEncoder.writeHead(
      status: status, fields: fields, framing: framing, connection: connection, date: date, standing: standing,
      into: &output)
    closesAfterResponse = closes
    let length: Int? = if case .length(let length) = framing { length } else { nil }
    outbound = sendsBody(with: status) ? .sendingBody(framing, left: length) : .sendingBody(.none, left: nil)
  }

  private func responseFraming(status: HTTPResponse.Status, body: ResponseBody) -> ResponseFraming {
    guard !Self.isBodiless(status) else { return .none }
    // RFC 9110 section 15.3.6: no content either, but a length, so that the client does not wait for any.
    guard status != .resetContent else { return .length(0) }
    return switch body {
    case .none: .length(0)
    case .length(let length): .length(length)
    case .unknownLength: current?.version == .http1_0 ? .untilClose : .chunked
    }
  }

  /// Appends a piece of the body to `output`. False where the piece is more than was announced: then nothing is
  /// appended, and the connection must be cut, since its client would read the excess as the next response.
  mutating func writeBody(_ piece: ByteBuffer, into output: inout ByteBuffer) -> Bool {
    guard case .sendingBody(let framing, _) = outbound else { return false }
    switch framing {
    case .none: return true
    case .chunked: ResponseEncoder.writeChunk(piece, into: &output)
    case .untilClose, .length:
      guard passBody(piece.readableBytes) else { return false }
      output.writeImmutableBuffer(piece)
    }
    return true
  }

  /// Pieces of the body need nothing around them, so they may be sent past `output`; see ``passBody(_:)``.
  var takesBodyAsItIs: Bool {
    switch outbound {
    case .sendingBody(.length, _), .sendingBody(.untilClose, _): true
    default: false
    }
  }

  /// Counts `count` bytes of the body that the caller sends itself. False where that is more than was announced, as with
  /// ``writeBody(_:into:)``.
  mutating func passBody(_ count: Int) -> Bool {
    guard case .sendingBody(let framing, let left) = outbound else { return false }
    guard let left else { return true }
    guard count <= left else { return false }
    outbound = .sendingBody(framing, left: left - count)
    return true
  }

  /// Ends the response. Nil where less was written than announced: the connection must be cut, so that its client does
  /// not wait for the rest.
  mutating func endResponse(into output: inout ByteBuffer) -> ResponseEnd? {
    guard case .sendingBody(let framing, let left) = outbound, framing == .none || (left ?? 0) == 0 else { return nil }
    if framing == .chunked { ResponseEncoder.writeLastChunk(into: &output) }
    outbound = .idle
    current = nil
    guard !closesAfterResponse else { return .close }
    if case .body = inbound {
      inbound = .unread
    } else {
      inbound = .head
    }
    return .keepAlive
  }

  /// The response cannot be completed: no event but ``Event/close`` follows.
  mutating func abort() {
    outbound = .idle
    inbound = .broken
    closesAfterResponse = true
  }
}
