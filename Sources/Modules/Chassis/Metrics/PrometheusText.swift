import HTTPServer
import HTTPTypes
import NIOCore

/// Prometheus' text format, version 0.0.4.
enum PrometheusText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// `label` with only letters, digits and `_`, a digit never first.
  static func name(_ label: String, suffix: String = "") -> String {
    let name = String(label.unicodeScalars.map { isAllowed($0) ? Character($0) : "_" })
    let first = name.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true
    return (first ? "_" : "") + name + (name.hasSuffix(suffix) ? "" : suffix)
  }

  /// `name="value"` pairs in the order of their names.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.map { ("\(name($0.0))", $0.1) }.sorted { $0.0 < $1.0 }
      .map { #"\#($0.0)="\#(escaped($0.1))""# }.joined(separator: ",")
  }

  static func response(_ text: String) -> Response {
    Response(
      status: .ok, fields: [.contentType: contentType, .cacheControl: "no-store"],
      body: .bytes(ByteBuffer(string: text)))
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_"
  }

  private static func escaped(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
    return String(
      value.unicodeScalars.reduce(into: String.UnicodeScalarView()) { text, scalar in
        switch scalar {
        case "\\": text.append(contentsOf: #"\\"#.unicodeScalars)
        case "\"": text.append(contentsOf: #"\""#.unicodeScalars)
        case "\n": text.append(contentsOf: #"\n"#.unicodeScalars)
        default: text.append(scalar)
        }
      })
  }
}
