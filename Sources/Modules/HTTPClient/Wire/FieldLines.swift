import HTTPTypes

/// Turns fields into the lines that libcurl sends, refusing whatever could end a line early or contradict the framing.
enum FieldLines {
  /// Fields that only the client can know.
  private static let owned: Set<HTTPField.Name> = [.contentLength, .transferEncoding, .expect]

  static func make(_ fields: HTTPFields, userAgent: String, hasBody: Bool) throws(ClientError) -> [String] {
    var lines: [String] = []
    for field in fields {
      if owned.contains(field.name) {
        throw .invalid("The field \(field.name.rawName) is set by the client itself.")
      }
      lines.append(try line(name: field.name.rawName, value: field.value))
    }
    // RFC 9112 section 3.2: exactly one, with a value. Without one here, libcurl sends the URL's.
    if fields[values: .hostField].count > 1 || fields[.hostField] == "" {
      throw .invalid("A request has one Host field, which is not empty.")
    }
    if !fields.contains(.userAgent) { lines.append(try line(name: "User-Agent", value: userAgent)) }
    // libcurl adds these two by itself: "Expect" makes a server answer in two steps, and a type that nobody gave is wrong.
    lines.append("Expect:")
    if hasBody, !fields.contains(.contentType) { lines.append("Content-Type:") }
    return lines
  }

  /// libcurl sends an empty value where the name ends with a semicolon; after a colon it would send nothing.
  static func line(name: String, value: String) throws(ClientError) -> String {
    // RFC 9110 section 5.1: a name is a token. This also keeps pseudo-fields such as ":path" out.
    guard !name.isEmpty, name.utf8.allSatisfy(isToken) else {
      throw .invalid("A field name may hold only letters, digits and !#$%&'*+-.^_`|~ .")
    }
    // RFC 9110 section 5.5: CR, LF and NUL are dangerous, other controls but HTAB are invalid.
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }) else {
      throw .invalid("The value of the field \(name) holds a control character.")
    }
    return value.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) ? "\(name);" : "\(name): \(value)"
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
