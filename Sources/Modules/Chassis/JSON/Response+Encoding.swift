import FoundationEssentials
package import HTTPServer
package import HTTPTypes
import NIOCore

extension Response {
  /// `application/json` of `value`: members sorted by name, slashes as they are, dates in ISO 8601.
  ///
  /// Throws `EncodingError`, for example for a number that is not finite.
  package static func encoding(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    .json(try JSONText.encode(value), status: status)
  }
}

/// JSON as the suite writes it.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> ByteBuffer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return ByteBuffer(bytes: try encoder.encode(value))
  }
}
