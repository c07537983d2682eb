/// Why a request got no answer. An answer of any status is no error.
///
/// `message` names the peer by host and port and never holds the URL, whose query may be secret.
package struct ClientError: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The URL cannot be used.
    package static let invalidURL = Code("invalidURL")
    /// A field, the method, a limit or the address to connect to cannot be used.
    package static let invalidRequest = Code("invalidRequest")
    /// The name of the host has no address.
    package static let unresolved = Code("unresolved")
    /// No address accepted the connection, or a proxy did not make it.
    package static let connectFailed = Code("connectFailed")
    /// No connection within the request's `connectTimeout`.
    package static let connectTimeout = Code("connectTimeout")
    /// No TLS session, or a certificate that cannot be trusted.
    package static let tls = Code("tls")
    /// No complete answer within the request's `timeout`.
    package static let timeout = Code("timeout")
    /// The connection ended before the answer was complete.
    package static let connectionLost = Code("connectionLost")
    /// What came is no HTTP/1 answer, or its body is coded in a way that cannot be read.
    package static let protocolError = Code("protocolError")
    /// The answer is a redirect that must not be followed (``RedirectPolicy``).
    package static let redirectRefused = Code("redirectRefused")
    /// The answer's head is over the client's limit.
    package static let headTooLarge = Code("headTooLarge")
    /// The answer's body is over the request's limit.
    package static let bodyTooLarge = Code("bodyTooLarge")
    /// The task that asked was cancelled.
    package static let cancelled = Code("cancelled")
    /// The client was shut down.
    package static let shutdown = Code("shutdown")
    /// Resources ran out, such as memory or threads.
    package static let `internal` = Code("internal")
  }

  package var code: Code
  package var message: String
  package var cause: (any Error)?

  /// True where at least a whole line of an answer had come, an interim one included.
  package var receivedBytes: Bool

  /// True where the request went out on a connection that an earlier one had used. An idempotent request whose kept
  /// connection breaks before the answer begins is sent once more on a new one: then this tells of the new one.
  package var reusedConnection: Bool

  package init(
    _ code: Code, _ message: String, cause: (any Error)? = nil, receivedBytes: Bool = false,
    reusedConnection: Bool = false
  ) {
    self.code = code
    self.message = message
    self.cause = cause
    self.receivedBytes = receivedBytes
    self.reusedConnection = reusedConnection
  }

  package var description: String { "\(code): \(message)" }

  /// True where no byte of the request can have reached a server, so that sending it again, elsewhere, is safe whatever
  /// its method.
  package var nothingWasSent: Bool {
    switch code {
    case .unresolved, .connectFailed, .connectTimeout: true
    default: false
    }
  }
}

/// What libcurl said, as the cause of a ``ClientError``.
package struct CurlFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// A `CURLcode`, or a `CURLMcode` where `isMulti`.
  package var code: Int32
  package var text: String

  package var description: String { "libcurl \(code): \(text)" }
}
