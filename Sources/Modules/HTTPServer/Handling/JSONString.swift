/// JSON's strings (RFC 8259 section 7), appended to a text as UTF-8.
extension [UInt8] {
  package mutating func appendJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaping($0) }
    if isWritten == nil { ContiguousArray(text.utf8).withUnsafeBufferPointer { appendEscaping($0) } }
    append(UInt8(ascii: "\""))
  }

  /// Most texts hold nothing to escape and are copied whole.
  private mutating func appendEscaping(_ octets: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = Self.unescapedPrefix(of: octets)
    while index < octets.count {
      if Self.isEscaped(octets[index]) {
        append(contentsOf: UnsafeBufferPointer(rebasing: octets[start..<index]))
        appendEscaped(octets[index])
        start = index + 1
      }
      index += 1
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: octets[start...]))
  }

  /// A number of octets at the beginning that need no escape, found eight at a time.
  private static func unescapedPrefix(of octets: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(octets)
    var count = 0
    while count + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: count, as: UInt64.self)
      // The high bit of an octet of these is set where it is below 0x20, a quotation mark or a reverse solidus; a borrow
      // can set that of a higher octet as well, so a hit is looked at octet by octet.
      let control = (word &- 0x2020_2020_2020_2020) & ~word
      let quotes = word ^ 0x2222_2222_2222_2222
      let solidi = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let hits = control | (quotes &- 0x0101_0101_0101_0101) & ~quotes | (solidi &- 0x0101_0101_0101_0101) & ~solidi
      guard hits & 0x8080_8080_8080_8080 == 0 else { break }
      count += 8
    }
    return count
  }

  /// Section 7: quotation mark, reverse solidus and the control characters must be escaped.
  private static func isEscaped(_ octet: UInt8) -> Bool {
    octet < 0x20 || octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\")
  }

  private mutating func appendEscaped(_ octet: UInt8) {
    append(UInt8(ascii: "\\"))
    switch octet {
    case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
    case 0x00..<0x20:
      append(contentsOf: "u00".utf8)
      append(octet < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
      append(Self.hexDigits.utf8Start[Int(octet & 0xF)])
    default: append(octet)
    }
  }

  private static let hexDigits: StaticString = "0123456789abcdef"
}

extension String {
  /// Appends `text` as a JSON string literal.
  package mutating func appendJSONString(_ text: String) {
    var literal: [UInt8] = []
    literal.appendJSON(text)
    append(contentsOf: String(decoding: literal, as: UTF8.self))
  }
}
