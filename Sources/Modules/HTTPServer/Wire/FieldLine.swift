import HTTPTypes

/// One field line: `field-name ":" OWS field-value OWS` (RFC 9112 section 5).
enum FieldLine {
  /// Finds name and value in the line `range`.
  static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) -> (
    name: Range<Int>, value: Range<Int>
  ) {
    // Section 5.2: a line that begins with a blank would continue the one before (obs-fold), and section 2.2 forbids
    // blanks before the first. Both are refused: a blank is no token character.
    var colon = range.lowerBound
    while colon < range.upperBound, bytes[colon] != ByteClass.colon {
      guard ByteClass.token.contains(bytes[colon]) else { throw malformedName }
      colon += 1
    }
    guard colon > range.lowerBound, colon < range.upperBound else { throw malformedName }

    let value = bytes.trimmingBlanks((colon + 1)..<range.upperBound)
    for index in value where !ByteClass.isFieldValue(bytes[index]) { throw malformedValue }
    return (range.lowerBound..<colon, value)
  }

  static let malformedName = MalformedRequest(
    .badRequest,
    "A header field is malformed: it must be a name of token characters, directly followed by a colon and a value on the same line."
  )
  static let malformedValue = MalformedRequest(
    .badRequest,
    "A header field's value holds a control character: only visible characters, spaces and tabs are allowed.")
}
