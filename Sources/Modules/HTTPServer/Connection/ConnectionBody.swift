import HTTPTypes
import NIOCore

/// The body of the request in progress on a connection. It may be read from any task.
struct ConnectionBody: RequestBody.Source {
  let connection: ConnectionReference
  let requestNumber: Int

  func nextChunk() async throws -> ByteBuffer? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        connection.run { $0.readBody(of: requestNumber, continuation) }
      }
    } onCancel: {
      connection.run { [requestNumber] in $0.cancelBodyRead(of: requestNumber) }
    }
  }
}

extension ConnectionHandler {
  func readBody(of number: Int, _ continuation: CheckedContinuation<ByteBuffer?, any Error>) {
    guard number == requestNumber, isOpen else {
      return continuation.resume(throwing: CancellationError())
    }
    guard bodyWaiter == nil else {
      return continuation.resume(
        throwing: HTTPError(.internalServerError, "The body of one request was read by two tasks at once."))
    }
    bodyWaiter = continuation
    pollBody()
    if isBodyReadCancelled { bodyWaiter.take()?.resume(throwing: CancellationError()) }
  }

  /// Ends the wait for bytes. What is here already can still be read: a client that ends its half behind a whole body has
  /// cancelled its handler, which may answer all the same. Cancellation may come before the read it cancels, when that is
  /// still on its way to the event loop.
  func cancelBodyRead(of number: Int) {
    guard number == requestNumber else { return }
    isBodyReadCancelled = true
    bodyWaiter.take()?.resume(throwing: CancellationError())
  }

  /// Gives the waiting reader the next piece, the end, or the reason why there is none.
  func pollBody() {
    do throws(MalformedRequest) {
      switch try machine.nextBodyPart(into: &output) {
      case .chunk(let chunk): resumeBodyReader(.success(chunk))
      case .end: resumeBodyReader(.success(nil))
      case .needMoreBytes:
        flush()
        deadlines.awaitBody(now: now)
        setAlarm()
        readMore()
      }
    } catch {
      resumeBodyReader(.failure(HTTPError(error.status, error.detail)))
    }
  }

  /// The body did not come in time.
  func failBody() {
    machine.breakBody()
    resumeBodyReader(.failure(HTTPError(.requestTimeout, "The request body did not arrive in time.")))
  }

  private func resumeBodyReader(_ result: Result<ByteBuffer?, any Error>) {
    deadlines.resumeHandler(now: now)
    bodyWaiter.take()?.resume(with: result)
    cancelIfClientLeft()
    readAhead()
  }
}
