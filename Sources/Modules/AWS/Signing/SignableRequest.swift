package import HTTPTypes

/// What of a request is signed: as it will be sent, so that AWS finds the same.
package struct SignableRequest: Sendable {
  package var method: HTTPRequest.Method

  /// Percent-encoded, beginning with a slash.
  package var path: String

  /// Names and values as they are meant, not encoded; in the order in which they are sent.
  package var query: [(name: String, value: String)]

  /// All of them are signed, so none may be added on the way. `Host` must be among them.
  package var fields: HTTPFields

  package var body: [UInt8]

  package init(
    method: HTTPRequest.Method, path: String, query: [(name: String, value: String)] = [], fields: HTTPFields,
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.fields = fields
    self.body = body
  }
}
