import HTTPTypes

/// A request in the one form in which both sides compute its hash.
struct CanonicalRequest: Equatable {
  let text: String

  /// Names in lower case, sorted, joined by semicolons.
  let signedFields: String

  init(_ request: SignableRequest) {
    let fields = Self.fields(request.fields)
    signedFields = fields.map(\.name).joined(separator: ";")
    text = """
      \(request.method.rawValue)
      \(Self.path(request.path))
      \(Self.query(request.query))
      \(fields.map { "\($0.name):\($0.value)\n" }.joined())
      \(signedFields)
      \(SHA256.digest(request.body).hexText)
      """
  }

  var digest: String { SHA256.digest(Array(text.utf8)).hexText }

  /// Without empty and dot segments, and encoded once more than the path that is sent (of all services, only S3 does
  /// without).
  private static func path(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let end = path.hasSuffix("/") && !segments.isEmpty ? "/" : ""
    return PercentCoding.encode("/" + segments.joined(separator: "/") + end, keepsSlashes: true)
  }

  /// Sorted by what is compared after encoding: the name, and the value where names are alike.
  private static func query(_ query: [(name: String, value: String)]) -> String {
    query.map { (Array(PercentCoding.encode($0.name).utf8), Array(PercentCoding.encode($0.value).utf8)) }
      .sorted { left, right in
        left.0 == right.0
          ? left.1.lexicographicallyPrecedes(right.1) : left.0.lexicographicallyPrecedes(right.0)
      }
      .map { String(decoding: $0.0 + [UInt8(ascii: "=")] + $0.1, as: UTF8.self) }
      .joined(separator: "&")
  }

  /// Each name once: the values of several stand in their order, joined by commas; blanks around a value are dropped,
  /// and those within are one.
  private static func fields(_ fields: HTTPFields) -> [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for field in fields {
      let value = field.value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
      values[field.name.canonicalName, default: []].append(value)
    }
    return values.map { (name: $0.key, value: $0.value.joined(separator: ",")) }.sorted { $0.name < $1.name }
  }
}
