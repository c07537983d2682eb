/// Comma-separated lists (RFC 9110 section 5.6.1).
enum TokenList {
  /// Calls `body` with the range of each element, blanks trimmed, the empty ones included: what an empty element means
  /// is the field's own matter.
  static func forEach(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    for index in range where bytes[index] == ByteClass.comma {
      body(bytes.trimmingBlanks(start..<index))
      start = index + 1
    }
    body(bytes.trimmingBlanks(start..<range.upperBound))
  }
}
