import HTTPServer

/// JSON's numbers and literals (RFC 8259), appended to a text as UTF-8. Its strings are HTTPServer's, whose problem
/// documents need them too.
extension [UInt8] {
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
