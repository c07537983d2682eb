/// Sets of octets that the grammar of RFC 9110 and RFC 3986 names, each a 256-bit table: one shift and one mask a byte.
enum ByteClass {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")
  static let equals = UInt8(ascii: "=")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let slash = UInt8(ascii: "/")
  static let question = UInt8(ascii: "?")
  static let percent = UInt8(ascii: "%")
  static let at = UInt8(ascii: "@")
  static let zero = UInt8(ascii: "0")

  /// token characters (RFC 9110 section 5.6.2): methods and field names.
  static let token = ByteSet("!#$%&'*+-.^_`|~", letters: true, digits: true)

  /// pchar and "/" (RFC 3986 section 3.3), percent included: its two hex digits are checked where it stands. Square
  /// brackets are no pchar, but browsers send them unescaped, and they mean nothing to a server.
  static let path = ByteSet("-._~!$&'()*+,;=:@/%[]", letters: true, digits: true)

  /// As the path, and "?".
  static let query = ByteSet("-._~!$&'()*+,;=:@/%?[]", letters: true, digits: true)

  /// unreserved / sub-delims / "%" (RFC 3986 section 3.2.2): the characters of a registered name.
  static let registeredName = ByteSet("-._~!$&'()*+,;=%", letters: true, digits: true)

  /// field-vchar, SP and HTAB (RFC 9110 section 5.5): visible ASCII, obs-text and blanks, but no other control.
  static func isFieldValue(_ byte: UInt8) -> Bool {
    byte >= 0x20 ? byte != 0x7F : byte == tab
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// The value of a hexadecimal digit of either case; nil for any other octet.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - zero }
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f") ? lower - UInt8(ascii: "a") + 10 : nil
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

/// A set of octets.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// The ASCII characters of `others`, with all letters and digits where asked. No octet above 0x7F is ever in a set.
  init(_ others: StaticString, letters: Bool, digits: Bool) {
    others.withUTF8Buffer { for byte in $0 { insert(byte) } }
    if letters {
      for byte in UInt8(ascii: "a")...UInt8(ascii: "z") {
        insert(byte)
        insert(byte & ~0x20)
      }
    }
    if digits {
      for byte in UInt8(ascii: "0")...UInt8(ascii: "9") { insert(byte) }
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    switch byte >> 6 {
    case 0: low >> UInt64(byte) & 1 == 1
    case 1: high >> UInt64(byte & 63) & 1 == 1
    default: false
    }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
  }
}
