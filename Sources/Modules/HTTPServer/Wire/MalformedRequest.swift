package import HTTPTypes

/// Why a request is refused before any handler sees it.
///
/// After most of these the place where the next request begins is unknown, so the connection closes after every one:
/// reading on would let a client smuggle a second request past whatever stands in front (RFC 9112 section 11.2).
package struct MalformedRequest: Error, Equatable, Sendable {
  package var status: HTTPResponse.Status

  /// Goes to the client: what was wrong, and what is allowed.
  package var detail: String

  init(_ status: HTTPResponse.Status = .badRequest, _ detail: String) {
    self.status = status
    self.detail = detail
  }
}
