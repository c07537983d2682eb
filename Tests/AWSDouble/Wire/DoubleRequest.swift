import HTTPClient
import HTTPTypes
import NIOCore

/// A request as a server of AWS gets it.
struct DoubleRequest: Sendable {
  var method: HTTPRequest.Method
  /// As it was sent, percent-encoded.
  var path: String
  /// Decoded, in the order in which they came.
  var query: [(name: String, value: String)]
  var fields: HTTPFields
  var body: [UInt8]

  init(method: HTTPRequest.Method, target: String, fields: HTTPFields, body: [UInt8]) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = String(parts[0])
    query = parts.count > 1 ? Self.pairs(String(parts[1]), plusIsBlank: false) : []
    self.fields = fields
    self.body = body
  }

  init(_ request: ClientRequest) {
    let afterScheme = request.url.firstRange(of: "://").map { request.url[$0.upperBound...] } ?? request.url[...]
    let target = afterScheme.firstIndex(of: "/").map { String(afterScheme[$0...]) } ?? "/"
    self.init(
      method: request.method, target: target, fields: request.fields,
      body: request.body.map { Array($0.readableBytesView) } ?? [])
  }

  subscript(query name: String) -> String? { query.first { $0.name == name }?.value }

  /// Of a body that is a form.
  var form: [(name: String, value: String)] { Self.pairs(String(decoding: body, as: UTF8.self), plusIsBlank: true) }

  private static func pairs(_ text: String, plusIsBlank: Bool) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? String(parts[1]) : ""
      return (decoded(String(parts[0]), plusIsBlank), decoded(value, plusIsBlank))
    }
  }

  private static func decoded(_ text: String, _ plusIsBlank: Bool) -> String {
    let text = plusIsBlank ? text.replacing("+", with: " ") : text
    return text.percentDecoded
  }
}
