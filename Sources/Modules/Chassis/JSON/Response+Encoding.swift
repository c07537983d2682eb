package import HTTPServer
package import HTTPTypes

extension Response {
  /// `application/json` of `value`: see ``JSONText``.
  ///
  /// Throws `EncodingError`, for example for a number that is not finite.
  package static func encoding(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    .json(try JSONText.encode(value), status: status)
  }
}
