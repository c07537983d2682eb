package import HTTPTypes
package import NIOCore

/// What a handler answers. The connection adds `Date`, `Connection` and the framing (`Content-Length` or
/// `Transfer-Encoding`), so handlers never set those.
package struct Response: Sendable {
  package enum Body: Sendable {
    case empty
    case bytes(ByteBuffer)
    /// Written piece by piece. `length` is the total in bytes where known; without it the answer is chunked, or on
    /// HTTP/1.0 ends with the connection.
    case stream(length: Int?, @Sendable (ResponseBodyWriter) async throws -> Void)
  }

  package var status: HTTPResponse.Status
  package var fields: HTTPFields
  package var body: Body

  /// Pattern of the route that answered, such as `/stock/{symbol}`: a label of low cardinality for logs and metrics.
  package var route: String?

  package init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: Body = .empty, route: String? = nil) {
    self.status = status
    self.fields = fields
    self.body = body
    self.route = route
  }
}

extension Response {
  // Made once, since each answer would check and store the same name and value.
  private static let jsonFields: HTTPFields = [.contentType: "application/json"]
  private static let textFields: HTTPFields = [.contentType: "text/plain; charset=utf-8"]

  /// `application/json` of bytes that are already encoded.
  package static func json(_ bytes: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, fields: jsonFields, body: .bytes(bytes))
  }

  package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, fields: textFields, body: .bytes(ByteBuffer(string: text)))
  }
}
