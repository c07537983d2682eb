package import HTTPTypes

/// One request as a handler sees it: the head, already validated by the connection, and a body that is read on demand.
package struct Request: Sendable {
  /// The method, always one that the server knows (``RequestHead`` refuses others with 501).
  package var method: HTTPRequest.Method

  /// The path as sent, still percent-encoded: begins with `/`, or is `*` for `OPTIONS *`. Holds no query.
  package var path: String

  /// What followed `?`, still percent-encoded; nil where there was no `?`.
  package var query: String?

  package var version: HTTPVersion

  /// Host and port the client asked for: the target's authority where it had one, else the `Host` field.
  package var authority: String?

  package var fields: RequestFields

  package var body: RequestBody

  /// Values of the `{name}` segments of the route that matched, percent-decoded; the router fills them in.
  package var parameters: PathParameters

  /// The id that names this request in logs and in the answer's `X-Request-Id`; empty until ``RequestIDMiddleware`` ran.
  package var id: String

  /// IP address of the peer, without port; nil in tests without a socket.
  package var peer: String?

  package init(
    method: HTTPRequest.Method, path: String, query: String? = nil, version: HTTPVersion = .http1_1,
    authority: String? = nil, fields: RequestFields = RequestFields(), body: RequestBody = .empty,
    parameters: PathParameters = PathParameters(), id: String = "", peer: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.version = version
    self.authority = authority
    self.fields = fields
    self.body = body
    self.parameters = parameters
    self.id = id
    self.peer = peer
  }
}

/// The two minor versions that a request can have; any later `HTTP/1.x` counts as 1.1 (RFC 9112 section 2.3).
package enum HTTPVersion: Sendable, Equatable {
  case http1_0
  case http1_1
}

/// Values of a route's `{name}` segments, in the order of the pattern. A handful at most, so a scan beats a dictionary.
package struct PathParameters: Sendable, Equatable {
  private var names: [String] = []
  private var values: [String] = []

  package init() {}

  /// As many values as names.
  package init(names: [String], values: [String]) {
    self.names = names
    self.values = values
  }

  /// The decoded value of the segment `{name}`; nil where the matched pattern has no such segment.
  package subscript(name: String) -> String? {
    guard let index = names.firstIndex(of: name) else { return nil }
    return values[index]
  }

  package static func == (left: PathParameters, right: PathParameters) -> Bool {
    left.names == right.names && left.values == right.values
  }
}
