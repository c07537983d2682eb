import HTTPTypes

/// Turns fields into the lines that libcurl sends, refusing whatever could end a line early or contradict the framing.
struct FieldLines {
  /// The lines so far, each ended by NUL.
  private var text: [UInt8] = []
  private var count = 0

  init() {
    text.reserveCapacity(512)
  }

  var list: FieldList { FieldList(text: text, count: count) }

  static func make(_ fields: HTTPFields, userAgent: String, hasBody: Bool) throws(ClientError) -> FieldList {
    var lines = FieldLines()
    for field in fields {
      if field.name == .contentLength || field.name == .transferEncoding || field.name == .expect {
        throw .invalid("The field \(field.name.rawName) is set by the client itself.")
      }
      try lines.add(field)
    }
    // RFC 9112 section 3.2: exactly one, with a value. Without one here, libcurl sends the URL's.
    let hosts = fields.lazy.filter { $0.name == .hostField }
    if let host = hosts.first, host.value.isEmpty || hosts.count > 1 {
      throw .invalid("A request has one Host field, which is not empty.")
    }
    if !fields.contains(.userAgent) { try lines.add("User-Agent", userAgent) }
    // libcurl adds these two by itself: "Expect" makes a server answer in two steps, and a type that nobody gave is
    // wrong.
    lines.write("Expect:")
    if hasBody, !fields.contains(.contentType) { lines.write("Content-Type:") }
    return lines.list
  }

  mutating func add(_ name: String, _ value: String) throws(ClientError) {
    // RFC 9110 section 5.1: a name is a token.
    guard !name.isEmpty, name.utf8.allSatisfy(isToken) else { throw badName }
    try add(checkedName: name, Array(value.utf8))
  }

  /// Every `HTTPField.Name` is a token, but for the pseudo-fields of HTTP/2 such as ":path".
  private mutating func add(_ field: HTTPField) throws(ClientError) {
    guard field.name.rawName.utf8.first != UInt8(ascii: ":") else { throw badName }
    try field.withUnsafeBytesOfValue { value throws(ClientError) in
      try add(checkedName: field.name.rawName, value)
    }
  }

  private mutating func add(checkedName name: String, _ value: some Collection<UInt8>) throws(ClientError) {
    text.append(contentsOf: name.utf8)
    let nameEnd = text.count
    text.append(UInt8(ascii: ":"))
    text.append(UInt8(ascii: " "))
    text.append(contentsOf: value)
    var isBlank = true
    for byte in text[(nameEnd + 2)...] {
      // RFC 9110 section 5.5: CR, LF and NUL are dangerous, other controls but HTAB are invalid.
      guard byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") else {
        throw .invalid("The value of the field \(name) holds a control character.")
      }
      if byte > 0x20 { isBlank = false }
    }
    guard isBlank else { return write("") }
    // libcurl sends an empty value where the name ends with a semicolon; after a colon it would send nothing.
    text.removeSubrange(nameEnd...)
    write(";")
  }

  private mutating func write(_ end: StaticString) {
    text.append(contentsOf: UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount))
    text.append(0)
    count += 1
  }

  private var badName: ClientError {
    .invalid("A field name may hold only letters, digits and !#$%&'*+-.^_`|~ .")
  }

  private func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"): true
    default: "!#$%&'*+.^_`|~".utf8.contains(byte)
    }
  }
}
