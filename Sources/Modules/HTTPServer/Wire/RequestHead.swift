import HTTPTypes

/// A request's head after every check that needs no more than the head itself.
struct RequestHead: Equatable {
  var line: RequestLine
  var locations: [RequestFields.Location]
  var framing: BodyFraming
  /// Whether the client will wait for `100 Continue` before it sends its body.
  var expectsContinue: Bool
  /// Whether the client wants the connection kept (RFC 9112 section 9.3).
  var wantsKeepAlive: Bool
  /// An HTTP/1.0 client keeps the connection only where the answer says so, too.
  var mustConfirmKeepAlive: Bool { wantsKeepAlive && line.version == .http1_0 }
  var host: Range<Int>?
  /// Bytes of the whole head, from the first one looked at to the end of the blank line.
  var length: Int
}
