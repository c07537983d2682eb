package import Chassis
package import FoundationEssentials
import HTTPServer
package import HTTPTypes

/// What a provider answered, of any status, for a reader to classify: by the body, for some providers put their errors
/// into a 200.
package struct UpstreamReply: Sendable {
  package var status: Int
  package var body: [UInt8]
  package var receivedAt: Date
  private let field: @Sendable (HTTPField.Name) -> String?

  package init(status: Int, fields: HTTPFields = [:], body: [UInt8], receivedAt: Date = Date()) {
    self.init(status: status, body: body, receivedAt: receivedAt) { fields[$0] }
  }

  init(status: Int, body: [UInt8], receivedAt: Date, field: @escaping @Sendable (HTTPField.Name) -> String?) {
    self.status = status
    self.body = body
    self.receivedAt = receivedAt
    self.field = field
  }

  package subscript(name: HTTPField.Name) -> String? { field(name) }

  /// Nil where the body is no valid UTF-8.
  package var text: String? { String(validating: body, as: UTF8.self) }

  /// The body as JSON. Throws `unavailable` where it is something else.
  ///
  /// JSON is UTF-8 (RFC 8259 section 8.1) all through: the decoder does not look at what it skips, and a member whose name
  /// is broken would pass for one that is missing.
  package func json<Content: Decodable>(_ type: Content.Type) throws(ProviderError) -> Content {
    do {
      guard text != nil else { throw InvalidUTF8() }
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      // The decoder's words may quote what was sent, which may hold our key: only where it failed is kept.
      throw .unavailable(cause: UnexpectedBody(status: status, bytes: body.count, fault: error))
    }
  }

  /// How long the provider asks to be left alone (RFC 9110 section 10.2.3), at most a day; nil where it does not say so.
  package var retryAfter: Duration? {
    guard let text = self[.retryAfter] else { return nil }
    if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, Self.day)) }
    guard let now = Int64(exactly: receivedAt.timeIntervalSince1970.rounded(.down)) else { return nil }
    return HTTPDate.parse(text, now: now).map { .seconds(min(max(0, $0 - now), Self.day)) }
  }

  private static let day: Int64 = 86_400
}

private struct InvalidUTF8: Error {}

/// A body that is not what its reader knows. Quotes nothing of it.
struct UnexpectedBody: Error, CustomStringConvertible {
  let description: String

  init(status: Int, bytes: Int, fault: any Error) {
    let place =
      switch fault as? DecodingError {
      case .keyNotFound(let key, let context): "no member \(Self.path(context.codingPath, key))"
      case .typeMismatch(_, let context): "another type at \(Self.path(context.codingPath))"
      case .valueNotFound(_, let context): "null at \(Self.path(context.codingPath))"
      default: fault is InvalidUTF8 ? "no UTF-8" : "no JSON"
      }
    description = "status \(status), \(bytes) bytes, \(place)"
  }

  /// Names of members and numbers of elements. A dictionary's keys are the sender's own words, so long ones are cut.
  private static func path(_ keys: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
    let names = (keys + (last.map { [$0] } ?? [])).suffix(6).map { key in
      key.intValue.map { "\($0)" } ?? String(key.stringValue.prefix(40))
    }
    return names.isEmpty ? "the top" : names.joined(separator: ".")
  }
}
