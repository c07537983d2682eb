package import HTTPTypes
package import NIOCore

/// Told of every request after the last byte of its answer was handed to the system, those refused by the parser
/// included: the place for access logs and metrics, which a middleware cannot be since it sees no malformed request.
package protocol ExchangeObserver: Sendable {
  func completed(_ exchange: Exchange)
}

/// One request and its answer, told when both are over.
package struct Exchange: Sendable {
  /// Nil where the request line could not be read.
  package var method: HTTPRequest.Method?
  /// The path as sent, without query; nil where the request line could not be read.
  package var path: String?
  /// Pattern of the route that answered; nil where none did.
  package var route: String?
  package var status: HTTPResponse.Status
  /// Fields of the answer, in which the request id is.
  package var responseFields: HTTPFields
  /// Bytes of the answer's body.
  package var bytesSent: Int
  /// From the last byte of the request's head to the end of the answer.
  package var duration: TimeAmount
  package var peer: String?
  /// True where the client left, or the handler failed, before the answer was complete.
  package var aborted: Bool

  package init(
    method: HTTPRequest.Method?, path: String?, route: String?, status: HTTPResponse.Status,
    responseFields: HTTPFields, bytesSent: Int, duration: TimeAmount, peer: String?, aborted: Bool
  ) {
    self.method = method
    self.path = path
    self.route = route
    self.status = status
    self.responseFields = responseFields
    self.bytesSent = bytesSent
    self.duration = duration
    self.peer = peer
    self.aborted = aborted
  }
}
