import HTTPTypes
import NIOCore

/// The server's side of one HTTP/1.1 connection, without sockets, tasks or clocks: bytes in, events and bytes out.
///
/// One request is in progress at a time. Bytes behind it wait: they are the next pipelined request, and answers must
/// leave in the order of the requests (RFC 9112 section 9.3.2). The driver shows received bytes with ``receive(_:)``,
/// asks ``nextEvent()`` what to do, reads the body with ``nextBodyPart(into:)`` as far as the handler wants it, and sends
/// one response. Everything that keeps two messages apart is decided here.
struct ConnectionStateMachine {
  enum Event: Equatable {
    /// Nothing can happen before more bytes arrive.
    case needMoreBytes
    /// A request begins; `head` holds the bytes that the offsets of the first value refer to.
    case request(RequestHead, head: ByteBuffer)
    /// The bytes are no acceptable request: answer this, after which the connection closes.
    case refuse(MalformedRequest)
    /// The response to the request in progress is not complete.
    case busy
    /// The connection is over: everything due was sent.
    case close
  }

  enum BodyPart: Equatable {
    case needMoreBytes
    case chunk(ByteBuffer)
    case end
  }

  enum Inbound {
    case head
    /// The body is read with ``decoder``.
    case body
    /// A body that its handler did not read, taken in to find where the next request begins.
    case unread
    case complete
    /// Where the next message begins is not known any more.
    case broken
  }

  enum Outbound: Equatable {
    case idle
    case awaitingHead
    case sendingBody(ResponseFraming, left: Int?)
  }

  /// What a response needs to know of its request.
  struct InProgress {
    var method: KnownMethod
    var version: HTTPVersion
    var mustConfirmKeepAlive: Bool

    init(_ head: RequestHead) {
      method = head.line.method
      version = head.line.version
      mustConfirmKeepAlive = head.mustConfirmKeepAlive
    }
  }

  let limits: Limits
  var inbound = Inbound.head
  /// Of the body in progress. Not a payload of ``Inbound``, where each step would cost a copy of it.
  private var decoder: BodyDecoder?
  private var parser: RequestHeadParser
  var outbound = Outbound.idle
  private(set) var received = ByteBuffer()
  /// The client has finished sending.
  private(set) var inputEnded = false
  /// The response in progress, or the last one, ends the connection.
  var closesAfterResponse = false
  /// The server is stopping: whatever is answered from now on ends its connection.
  private(set) var isDraining = false
  var current: InProgress?
  /// The client waits for `100 Continue`, which has not been sent.
  private var owesContinue = false
  private var requestCount = 0

  init(limits: Limits) {
    self.limits = limits
    parser = RequestHeadParser(limits: limits)
  }

  /// Nothing was received that is not answered yet.
  var isIdle: Bool {
    guard case .head = inbound else { return false }
    return outbound == .idle && received.readableBytes == 0
  }

  /// A request is in progress whose response is not complete.
  var isAnswering: Bool { outbound != .idle }

  mutating func receive(_ bytes: ByteBuffer) {
    guard !closesAfterResponse || outbound != .idle else { return }
    if received.readableBytes == 0 {
      received = bytes
    } else {
      received.discardReadBytes()
      received.writeImmutableBuffer(bytes)
    }
  }

  mutating func receiveEnd() {
    inputEnded = true
  }

  mutating func drain() {
    isDraining = true
  }

  /// The request just begun is to be the connection's last.
  mutating func endWithThisRequest() {
    closesAfterResponse = true
  }

  /// Ends the connection where no request is in progress.
  mutating func end() {
    if outbound == .idle { closesAfterResponse = true }
  }

  /// A body that nobody read is in the way of the next head.
  var isSkippingBody: Bool {
    if case .unread = inbound { true } else { false }
  }

  /// The client has ended its half, and all that it sent is processed: no request follows the one in progress.
  var isInputExhausted: Bool { inputEnded && received.readableBytes == 0 }

  /// The head in progress came too slowly: the answer, after which the connection closes (RFC 9110 section 15.5.9).
  mutating func expireHead() -> MalformedRequest {
    refuse(MalformedRequest(.requestTimeout, "The request head did not arrive in time."))
  }

  /// The rest of the body will not be waited for.
  mutating func breakBody() {
    inbound = .broken
  }

  private mutating func refuse(_ error: MalformedRequest) -> MalformedRequest {
    inbound = .broken
    outbound = .awaitingHead
    closesAfterResponse = true
    return error
  }

  /// What happens next. A request, once returned, is in progress until its response has ended.
  mutating func nextEvent() -> Event {
    guard outbound == .idle else { return .busy }
    guard !closesAfterResponse else { return .close }
    if case .unread = inbound, !skipUnreadBody() {
      return closesAfterResponse || inputEnded ? .close : .needMoreBytes
    }
    guard case .head = inbound else { return .close }
    do throws(MalformedRequest) {
      guard let head = try Self.parse(received, with: &parser), let bytes = received.readSlice(length: head.length)
      else {
        // An empty buffer still holds the storage of the last read, which is of use again for the next one.
        if received.readableBytes == 0 { received = ByteBuffer() }
        // A head that its client never finished deserves no answer: nobody is left to read one.
        return inputEnded ? .close : .needMoreBytes
      }
      begin(head)
      return .request(head, head: bytes)
    } catch {
      return .refuse(refuse(error))
    }
  }

  private static func parse(
    _ received: ByteBuffer, with parser: inout RequestHeadParser
  ) throws(MalformedRequest) -> RequestHead? {
    try parser.parse(received.readableBytesUInt8Span)
  }

  private mutating func begin(_ head: RequestHead) {
    requestCount += 1
    current = InProgress(head)
    outbound = .awaitingHead
    owesContinue = head.expectsContinue
    decoder = BodyDecoder(head.framing, limits: limits)
    inbound = decoder == nil ? .complete : .body
    if !head.wantsKeepAlive || requestCount >= limits.requestsPerConnection { closesAfterResponse = true }
  }

  /// The next piece of the body of the request in progress. Where the client waits for leave to send it, that leave is
  /// appended to `output` (RFC 9110 section 10.1.1), unless the final answer has begun or the body is here already.
  mutating func nextBodyPart(into output: inout ByteBuffer) throws(MalformedRequest) -> BodyPart {
    guard case .body = inbound else {
      if case .broken = inbound { throw Self.truncated }
      return .end
    }
    do throws(MalformedRequest) {
      switch try decoder?.next(&received) {
      case .data(let chunk):
        owesContinue = false
        // Lets go of the storage, so that the next read can use it again once the handler has let go, too.
        if received.readableBytes == 0 { received = ByteBuffer() }
        return .chunk(chunk)
      case .end, nil:
        inbound = .complete
        return .end
      case .needMoreBytes:
        // RFC 9112 section 6.3: a body that ends early is incomplete, and never to be taken for a whole one.
        guard !inputEnded else { throw Self.truncated }
        if owesContinue, outbound == .awaitingHead {
          owesContinue = false
          if received.readableBytes == 0 { ResponseEncoder.writeContinue(into: &output) }
        }
        return .needMoreBytes
      }
    } catch {
      inbound = .broken
      throw error
    }
  }

  /// Goes past a body that nobody read; false where its end has not come.
  private mutating func skipUnreadBody() -> Bool {
    while true {
      switch try? decoder?.next(&received) {
      case .data: continue
      case .end:
        inbound = .head
        return true
      case .needMoreBytes:
        return false
      case nil:
        inbound = .broken
        closesAfterResponse = true
        return false
      }
    }
  }

  /// Whether the request's body leaves the connection usable, and what becomes of the part that nobody read.
  ///
  /// RFC 9112 section 9.3: a server must read the whole body or close. A known small rest is read past; for a large one,
  /// an unknown one, or one that the client still holds back, closing costs less.
  var canReachNextRequest: Bool {
    switch inbound {
    case .complete: true
    case .body:
      if let remaining = decoder?.remaining, !owesContinue { remaining <= limits.drain } else { false }
    case .head, .unread, .broken: false
    }
  }

  static let truncated = MalformedRequest(.badRequest, "The request body ended before its announced end.")
}
