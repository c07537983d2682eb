import HTTPTypes
import NIOCore

/// The body of the request in progress on a connection. It may be read from any task.
struct ConnectionBody: RequestBody.Source {
  let connection: ConnectionReference
  let requestNumber: Int

  /// A piece that is here already is taken at once where the caller is on the event loop, as a handler is: neither
  /// continuation nor cancellation is needed for it. Only a wait for bytes pays for both.
  func nextChunk() async throws -> ByteBuffer? {
    if connection.eventLoop.inEventLoop {
      switch try connection.handler.bodyPartAtHand(of: requestNumber) {
      case .chunk(let chunk): return chunk
      case .end: return nil
      case .needMoreBytes: break
      }
    }
    return try await withTaskCancellationHandler {
      // Not a checked one, which costs an allocation a wait: `take()` sees to it that it is resumed once.
      try await withUnsafeThrowingContinuation { continuation in
        connection.run { $0.readBody(of: requestNumber, continuation) }
      }
    } onCancel: {
      connection.run { [requestNumber] in $0.cancelBodyRead(of: requestNumber) }
    }
  }
}

extension ConnectionHandler {
  /// What can be read without a wait.
  func bodyPartAtHand(of number: Int) throws -> ConnectionStateMachine.BodyPart {
    guard number == requestNumber, isOpen, bodyWaiter == nil else { return .needMoreBytes }
    do throws(MalformedRequest) {
      let part = try machine.nextBodyPart(into: &output)
      if case .needMoreBytes = part { return part }
      bodyMoved()
      return part
    } catch {
      bodyMoved()
      throw HTTPError(error.status, error.detail)
    }
  }

  func readBody(of number: Int, _ continuation: UnsafeContinuation<ByteBuffer?, any Error>) {
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
    bodyWaiter.take()?.resume(with: result)
    bodyMoved()
  }

  private func bodyMoved() {
    deadlines.resumeHandler(now: now)
    cancelIfClientLeft()
    readAhead()
  }
}
