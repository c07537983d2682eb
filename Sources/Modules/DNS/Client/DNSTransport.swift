/// Carries a query to a server and messages back. What ``DNSClient`` knows of sockets.
package protocol DNSTransport: Sendable {
  /// Sends `query` from a socket of its own, on a port that cannot be foretold (RFC 5452 section 9.2), and gives what the
  /// server sends to `judge`, message by message, until that makes a reply of it. Others are passed over.
  ///
  /// Takes as long as it takes: the caller cancels the task, and then this throws ``DNSTransportFailure`` at once. However
  /// it ends, the socket is closed.
  func exchange(
    _ query: [UInt8], with server: ServerAddress, over transport: DNSTransportKind,
    judge: @escaping @Sendable ([UInt8]) -> DNSReply?
  ) async throws(DNSTransportFailure) -> DNSReply
}

/// Why no reply came.
package struct DNSTransportFailure: Error, Sendable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// Nothing listens there, or there is no way to there.
    case unreachable
    /// The server closed the connection before it answered.
    case closed
    case cancelled
  }

  package var code: Code
  /// The rest of a sentence that begins with the server.
  package var message: String
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  package var description: String { message }
}
