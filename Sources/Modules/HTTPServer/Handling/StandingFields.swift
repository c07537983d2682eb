package import HTTPTypes
import NIOCore

/// Fields that every answer of a server carries, refusals of malformed requests included, unless the answer itself has a
/// field of that name.
///
/// They are the same for each answer, so their bytes are made once.
package struct StandingFields: Sendable {
  private let fields: HTTPFields
  private let encoded: ByteBuffer

  package init(_ fields: HTTPFields = [:]) {
    self.fields = fields
    encoded = fields.reduce(into: ByteBuffer()) { Self.write($1, into: &$0) }
  }

  /// The fields that keep a browser from doing more with an answer than was meant.
  package static func security(contentSecurityPolicy: String = dataPolicy) -> HTTPFields {
    [
      .contentSecurityPolicy: contentSecurityPolicy,
      .crossOriginOpenerPolicy: "same-origin",
      .crossOriginResourcePolicy: "same-origin",
      .permissionsPolicy: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
      .referrerPolicy: "no-referrer",
      .xContentTypeOptions: "nosniff",
      .xFrameOptions: "DENY",
    ]
  }

  /// For answers that are data: no browser has to load or frame anything because of them.
  package static let dataPolicy = "default-src 'none'; frame-ancestors 'none'"

  /// The most octets that they take in a head.
  var octets: Int { encoded.readableBytes }

  /// Appends to the head of an answer that has the fields `own`.
  func write(beside own: HTTPFields, into head: inout HeadWriter) {
    guard own.contains(where: { fields.contains($0.name) }) else {
      head.write(encoded)
      return
    }
    var rest = ByteBuffer()
    for field in fields where !own.contains(field.name) { Self.write(field, into: &rest) }
    head.write(rest)
  }

  /// Octets that no field may hold become spaces: an answer must not fail because of what all answers carry.
  private static func write(_ field: HTTPField, into buffer: inout ByteBuffer) {
    buffer.writeString("\r\n\(field.name.rawName): ")
    _ = field.withUnsafeBytesOfValue { octets in
      buffer.writeBytes(octets.lazy.map { ByteClass.isFieldValue($0) ? $0 : ByteClass.space })
    }
  }
}
