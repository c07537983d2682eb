/// Reads JSON (RFC 8259) into values that know their lines. FoundationEssentials' decoder tells neither the line of a fault
/// nor of a name that is there twice.
struct JSONReader {
  /// Deeper ones are refused: the reader calls itself for each level.
  static let deepest = 32

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  static func read(_ bytes: [UInt8]) throws(DocumentFault) -> LocatedJSON {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.next == nil else { throw reader.fault("there is more behind the end of the document") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(_ message: String) -> DocumentFault {
    DocumentFault(line: line, message: "this is no JSON: \(message)")
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A {
      if byte == 0x0A { line += 1 }
      index += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(DocumentFault) -> LocatedJSON {
    skipSpace()
    let start = line
    guard depth < Self.deepest else { throw fault("it is nested more than \(Self.deepest) deep") }
    switch next {
    case UInt8(ascii: "{"): return LocatedJSON(value: .object(try members(depth)), line: start)
    case UInt8(ascii: "["): return LocatedJSON(value: .array(try elements(depth)), line: start)
    case UInt8(ascii: "\""): return LocatedJSON(value: .string(try string()), line: start)
    case nil: throw fault("it ends where a value must be")
    default: return LocatedJSON(value: try word(), line: start)
    }
  }

  private mutating func members(_ depth: Int) throws(DocumentFault) -> [LocatedJSON.Member] {
    index += 1
    var members: [LocatedJSON.Member] = []
    var names: Set<String> = []
    if skip("}") { return members }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a member must begin with its name in quotes") }
      let start = line
      let name = try string()
      guard names.insert(name).inserted else { throw fault("the member \"\(name.prefix(80))\" is there twice") }
      guard skip(":") else { throw fault("a colon must follow the name \"\(name.prefix(80))\"") }
      members.append(.init(name: name, line: start, value: try value(depth: depth + 1)))
    } while skip(",")
    guard skip("}") else { throw fault("a comma or } must follow a member") }
    return members
  }

  private mutating func elements(_ depth: Int) throws(DocumentFault) -> [LocatedJSON] {
    index += 1
    var elements: [LocatedJSON] = []
    if skip("]") { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while skip(",")
    guard skip("]") else { throw fault("a comma or ] must follow an element") }
    return elements
  }

  private mutating func word() throws(DocumentFault) -> LocatedJSON.Value {
    let start = index
    while let byte = next, Self.isWordByte(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "": throw fault("a value cannot begin with \(Self.shown(bytes[start]))")
    default:
      guard Self.isNumber(text) else { throw fault("\"\(text.prefix(40))\" is no value") }
      return Int(text).map { .integer($0) } ?? .number(text)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// RFC 8259 section 6: no leading zeros, no plus sign, digits on both sides of a point.
  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/) != nil
  }

  private static func shown(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "the byte \(byte)"
  }

  private mutating func string() throws(DocumentFault) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a text has a control character; write \\n for the end of a line") }
      index += 1
      if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
    }
    guard next != nil else { throw fault("a text has no end") }
    index += 1
    guard let string = String(validating: text, as: UTF8.self) else { throw fault("a text is no UTF-8") }
    return string
  }

  private mutating func escaped() throws(DocumentFault) -> [UInt8] {
    guard let byte = next else { throw fault("a text has no end") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try unicode()
    default: throw fault("a text has \\\(Self.shown(byte)), which stands for nothing")
    }
  }

  private mutating func unicode() throws(DocumentFault) -> [UInt8] {
    var code = try codeUnit()
    // RFC 8259 section 7: what is beyond 16 bits comes as a pair.
    if (0xD800...0xDBFF).contains(code), bytes[index...].starts(with: [0x5C, 0x75]) {
      index += 2
      let low = try codeUnit()
      guard (0xDC00...0xDFFF).contains(low) else { throw fault("a text has half of a pair of \\u") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("a text has half of a pair of \\u") }
    return Array(String(scalar).utf8)
  }

  private mutating func codeUnit() throws(DocumentFault) -> UInt32 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits must follow \\u") }
    index += 4
    return code
  }
}
