package import HTTPTypes
package import NIOCore

/// One request to send.
package struct ClientRequest: Sendable {
  package var method: HTTPRequest.Method

  /// Absolute, `http` or `https`, percent-encoded, without credentials; the path is sent exactly as it stands here.
  package var url: String

  /// `Content-Length`, `Transfer-Encoding` and `Expect` are the client's own and are refused here. A `Host` field goes
  /// out instead of the URL's host and port; which connections a request may use depends on the URL alone.
  package var fields: HTTPFields

  package var body: ByteBuffer?

  /// For everything: waiting for a free connection, looking the name up, connecting, sending, and receiving the last
  /// byte of the answer.
  package var timeout: Duration

  /// For looking the name up and connecting, TLS included. A connection that this request makes also ends when what was
  /// sent on it is not acknowledged for so long: then the peer's machine, or the way to it, is gone.
  package var connectTimeout: Duration

  /// Most bytes of the answer's body.
  package var maximumBodyBytes: Int

  /// Where to connect instead of the URL's host and port, which still make the `Host` field and the name that a
  /// certificate must have. For callers that found the address themselves.
  package var connectTo: (host: String, port: Int)?

  /// Absolute path of a Unix domain socket to connect to instead of the URL's host and port, which still make the `Host`
  /// field. No proxy is asked.
  package var unixSocket: String?

  /// Takes the answer part by part as it comes; then the body of the answer stays empty, and has no limit. It is called on
  /// the client's own thread, on which all other requests wait meanwhile, so it must hand on what it is given and return.
  package var receive: (@Sendable (ClientResponsePart) -> Void)?

  package init(
    method: HTTPRequest.Method = .get, url: String, fields: HTTPFields = [:], body: ByteBuffer? = nil,
    timeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(2),
    maximumBodyBytes: Int = 1024 * 1024, connectTo: (host: String, port: Int)? = nil,
    unixSocket: String? = nil, receive: (@Sendable (ClientResponsePart) -> Void)? = nil
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.maximumBodyBytes = maximumBodyBytes
    self.connectTo = connectTo
    self.unixSocket = unixSocket
    self.receive = receive
  }
}
