package import HTTPTypes

/// An error that knows its answer. Thrown by handlers, it becomes an RFC 9457 problem document.
///
/// `detail` goes to the client, so it names what was wrong, where, and what is allowed, and never holds a secret.
/// `cause` goes to the log only.
package struct HTTPError: Error, Sendable {
  package var status: HTTPResponse.Status
  package var detail: String

  /// Fields the answer must carry, such as `Allow` on a 405 or `Retry-After` on a 503.
  package var fields: HTTPFields

  /// Further members of the problem document, such as `suggestion`.
  package var members: [Problem.Member]

  package var cause: (any Error)?

  package init(
    _ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:], members: [Problem.Member] = [],
    cause: (any Error)? = nil
  ) {
    self.status = status
    self.detail = detail
    self.fields = fields
    self.members = members
    self.cause = cause
  }

  package var problem: Problem {
    Problem(status: status, detail: detail, members: members)
  }

  /// The answer for any error a handler can throw.
  package static func response(for error: any Error) -> Response {
    guard let error = error as? HTTPError else {
      return Problem(status: .internalServerError, detail: "The server failed to answer; the log says why.").response
    }
    var response = error.problem.response
    for field in error.fields { response.fields.append(field) }
    return response
  }
}
