import HTTPServer

/// JSON's scalars (RFC 8259), appended to a text as UTF-8.
extension [UInt8] {
  mutating func appendJSON(_ text: String) {
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

  mutating func appendJSON(_ value: Bool) {
    append(value ? "true" : "false")
  }

  mutating func appendJSON(_ number: some FixedWidthInteger) {
    if number < 0 { append(UInt8(ascii: "-")) }
    appendDecimal(UInt64(number.magnitude))
  }

  /// The shortest digits that read back as the same number; a whole number without a point. `number` must be finite:
  /// JSON knows no other.
  mutating func appendJSON(_ number: Double) {
    let whole = Int64(exactly: number)
    if let whole, whole.magnitude < 1 << 53 {
      appendJSON(whole)
    } else {
      append(contentsOf: number.description.utf8)
    }
  }

  /// A number of thousandths, not negative, as the number it is: `12.034`, `0.5`, `3.0`.
  mutating func appendThousandths(_ thousandths: Int64) {
    appendJSON(thousandths / 1000)
    append(UInt8(ascii: "."))
    var fraction = thousandths % 1000
    var width = 3
    while width > 1, fraction % 10 == 0 {
      fraction /= 10
      width -= 1
    }
    appendDigits(fraction, width)
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  private mutating func appendDecimal(_ number: UInt64) {
    if number >= 10 { appendDecimal(number / 10) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
