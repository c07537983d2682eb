import HTTPTypes
package import NIOCore

/// The body of a request: bytes in the order they arrive, asked for one chunk at a time.
///
/// What is more than the server reads ahead stays with the kernel, so a handler that reads slowly slows its client
/// instead of filling memory. Reading past `limit` throws 413, at once where `Content-Length` announced more.
package struct RequestBody: AsyncSequence, Sendable {
  package typealias Element = ByteBuffer

  /// Where chunks come from: a connection, or bytes at hand.
  package protocol Source: Sendable {
    /// The next chunk, never empty; nil at the end. Throws ``HTTPError``: 400 where the framing is broken or the client
    /// left early.
    func nextChunk() async throws -> ByteBuffer?
  }

  /// Announced length in bytes; nil where the body is chunked.
  package let length: Int?

  /// The most bytes that will be handed out before 413.
  package var limit: Int

  private let source: any Source

  package init(length: Int?, limit: Int, source: any Source) {
    self.length = length
    self.limit = limit
    self.source = source
  }

  package static let empty = RequestBody(length: 0, limit: 0, source: NoBytes())

  /// The same body with another limit, for a route that takes larger or smaller ones than the server's default.
  package func limited(to limit: Int) -> RequestBody {
    RequestBody(length: length, limit: limit, source: source)
  }

  /// The whole body in one buffer.
  package func collect() async throws -> ByteBuffer {
    var whole = ByteBuffer()
    for try await chunk in self { whole.writeImmutableBuffer(chunk) }
    return whole
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(body: self)
  }

  package struct Iterator: AsyncIteratorProtocol {
    private let body: RequestBody
    private var received = 0

    fileprivate init(body: RequestBody) {
      self.body = body
    }

    package mutating func next() async throws -> ByteBuffer? {
      try await next(isolation: #isolation)
    }

    /// What `for try await` calls. Without it the standard library's would be called, which leaves the caller's
    /// isolation and comes back for each chunk.
    package mutating func next(isolation actor: isolated (any Actor)?) async throws -> ByteBuffer? {
      if let length = body.length, length > body.limit { throw body.tooLarge }
      guard let chunk = try await body.source.nextChunk() else { return nil }
      received += chunk.readableBytes
      if received > body.limit { throw body.tooLarge }
      return chunk
    }
  }

  /// RFC 9110 section 15.5.14.
  private var tooLarge: HTTPError {
    HTTPError(.contentTooLarge, "The request body is too large: at most \(limit) bytes are allowed here.")
  }
}

private struct NoBytes: RequestBody.Source {
  func nextChunk() async throws -> ByteBuffer? { nil }
}
