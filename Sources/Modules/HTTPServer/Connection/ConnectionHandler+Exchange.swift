import HTTPTypes
import Logging
import NIOCore

/// One request and its answer.
extension ConnectionHandler {
  func answer(_ incoming: IncomingRequest) async {
    let request = makeRequest(incoming)
    var response: Response
    do {
      response = try await environment.failures.answer(to: request, by: environment.handler)
    } catch {
      // Cancelled: the client has left, and this goes to the observer only.
      response = HTTPError.response(for: error)
      if isOpen { _ = abort() }
    }
    let sent = isOpen ? await send(&response) : nil
    report(
      response, method: request.method, path: request.path, bytes: sent ?? 0, since: incoming.began,
      aborted: sent == nil)
  }

  private func makeRequest(_ incoming: IncomingRequest) -> Request {
    let (head, bytes) = (incoming.head, incoming.bytes)
    func text(_ range: Range<Int>) -> String {
      bytes.getString(at: bytes.readerIndex + range.lowerBound, length: range.count) ?? ""
    }
    let target = head.line.target
    return Request(
      method: head.line.method.method, path: target.isAsterisk ? "*" : target.path.map(text) ?? "/",
      query: target.query.map(text), version: head.line.version,
      authority: (target.authority ?? head.host).map(text),
      fields: RequestFields(bytes: bytes, locations: head.locations), body: makeBody(head.framing), peer: peer)
  }

  private func makeBody(_ framing: BodyFraming) -> RequestBody {
    guard framing != .none, let context else { return .empty }
    let length: Int? = if case .length(let length) = framing { length } else { nil }
    let source = ConnectionBody(
      connection: ConnectionReference(self, eventLoop: context.eventLoop), requestNumber: requestNumber)
    return RequestBody(length: length, limit: environment.limits.body, source: source)
  }

  /// Sends `response`; the bytes of its body, or nil where the connection had to be cut.
  private func send(_ response: inout Response) async -> Int? {
    if !begin(response) {
      let problem = Problem(status: .internalServerError, detail: "The server made an answer that cannot be sent.")
      response = problem.response
      guard begin(response) else { return abort() }
    }
    var sent = 0
    if sendsBody(with: response) {
      switch response.body {
      case .empty: break
      case .bytes(let bytes):
        sent = bytes.readableBytes
        guard write(bytes) else { return abort() }
      case .stream(_, let produce):
        do {
          sent = try await stream(produce)
        } catch {
          if isOpen { environment.logger.error("answer broken off", metadata: ["error": "\(error)"]) }
          return abort()
        }
      }
    }
    guard isOpen, machine.endResponse(into: &output) != nil else { return abort() }
    return sent
  }

  /// Asked outside of the `async` code, which would copy the machine in order to ask it.
  private func sendsBody(with response: Response) -> Bool {
    machine.sendsBody(with: response.status)
  }

  /// Adds a piece of the body to what is sent; false where it is more than was announced.
  private func write(_ piece: ByteBuffer) -> Bool {
    guard piece.readableBytes >= Self.largePiece, machine.takesBodyAsItIs else {
      return machine.writeBody(piece, into: &output)
    }
    guard machine.passBody(piece.readableBytes) else { return false }
    write(large: piece)
    return true
  }

  /// From here on a write of its own costs less than a copy.
  private static let largePiece = 16 * 1024

  private func begin(_ response: Response) -> Bool {
    prepareOutput()
    let body: ConnectionStateMachine.ResponseBody =
      switch response.body {
      case .empty: .none
      case .bytes(let bytes): .length(bytes.readableBytes)
      case .stream(let length, _): length.map { .length($0) } ?? .unknownLength
      }
    do throws(UnsendableField) {
      try machine.beginResponse(
        status: response.status, fields: response.fields, body: body, date: resources?.date.text() ?? "",
        standing: environment.standingFields, into: &output)
      return true
    } catch {
      environment.logger.error("answer has a field that cannot be sent", metadata: ["field": "\(error.name)"])
      return false
    }
  }

  /// Runs the producer of a streamed body. Its writer may be called from any task; each piece goes to the event loop and
  /// waits there until the socket has room.
  private func stream(_ produce: @Sendable (ResponseBodyWriter) async throws -> Void) async throws -> Int {
    guard let eventLoop = context?.eventLoop else { throw CancellationError() }
    let worker = StreamWorker(
      connection: ConnectionReference(self, eventLoop: eventLoop), requestNumber: requestNumber)
    try await produce(ResponseBodyWriter { piece in try await worker.write(piece) })
    return await worker.sent
  }

  /// One piece of a streamed body.
  func writePiece(_ piece: ByteBuffer, of number: Int) async throws {
    guard isOpen, number == requestNumber else { throw CancellationError() }
    guard write(piece) else {
      throw HTTPError(.internalServerError, "More bytes were written than the answer announced.")
    }
    flush()
    await writable()
    guard isOpen else { throw CancellationError() }
  }

  private func abort() -> Int? {
    machine.abort()
    cut()
    return nil
  }

  /// Answers a request that no handler sees.
  func refuse(_ error: MalformedRequest) {
    let response = Problem(status: error.status, detail: error.detail).response
    guard case .bytes(let bytes) = response.body, begin(response), machine.writeBody(bytes, into: &output),
      machine.endResponse(into: &output) != nil
    else { return cut() }
    report(response, method: nil, path: nil, bytes: bytes.readableBytes, since: now, aborted: false)
  }

  private func report(
    _ response: Response, method: HTTPRequest.Method?, path: String?, bytes: Int, since began: NIODeadline,
    aborted: Bool
  ) {
    guard let observer = environment.observer else { return }
    observer.completed(
      Exchange(
        method: method, path: path, route: response.route, status: response.status, responseFields: response.fields,
        bytesSent: bytes, duration: now - began, peer: peer, aborted: aborted))
  }
}

/// Brings pieces of a streamed body to the event loop, in turn.
private actor StreamWorker {
  private let executor: any SerialExecutor
  private let connection: ConnectionReference
  private let requestNumber: Int
  private(set) var sent = 0

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(connection: ConnectionReference, requestNumber: Int) {
    executor = connection.eventLoop.executor
    self.connection = connection
    self.requestNumber = requestNumber
  }

  func write(_ piece: ByteBuffer) async throws {
    try await connection.handler.writePiece(piece, of: requestNumber)
    sent += piece.readableBytes
  }
}
