package import HTTPTypes

/// What to ask a provider, below its base URL.
package struct UpstreamRequest: Sendable {
  /// Begins with "/", percent-encoded; the base URL comes in front of it.
  package var path: String
  /// Percent-encoded here. May hold a key: a URL with it is never shown.
  package var query: [(name: String, value: String)]
  package var fields: HTTPFields
  /// Nil is a GET; else a POST of these as a form.
  package var form: [(name: String, value: String)]?

  package init(
    _ path: String, query: [(String, String)] = [], fields: HTTPFields = [:], form: [(String, String)]? = nil
  ) {
    self.path = path
    self.query = query.map { (name: $0.0, value: $0.1) }
    self.fields = fields
    self.form = form?.map { (name: $0.0, value: $0.1) }
  }

  /// One segment of a path, with everything percent-encoded that is not unreserved (RFC 3986 section 2.3). `text` must
  /// not be "." or "..", which are steps in the path however they are encoded.
  package static func segment(_ text: String) -> String {
    PercentEncoding.encoded(text)
  }

  var target: String {
    query.isEmpty ? path : path + "?" + PercentEncoding.pairs(query)
  }
}

enum PercentEncoding {
  /// `name=value&…`, which serves queries and forms: a blank is `%20`, which both understand.
  static func pairs(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  /// Everything but unreserved characters (RFC 3986 section 2.3) as `%XX` of its UTF-8.
  static func encoded(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
