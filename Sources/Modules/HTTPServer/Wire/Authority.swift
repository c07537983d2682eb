/// Host and port, as the `Host` field and an absolute target carry them: `uri-host [ ":" port ]` (RFC 9110 section 7.2).
enum Authority {
  enum Port {
    case optional
    case required
  }

  /// Whether the bytes in `range` are a host, with or without port. User information, blanks and commas are none: a
  /// comma would be two `Host` fields in one. An empty host is valid where the port is optional (RFC 9112 section 3.2).
  static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>, port: Port) -> Bool {
    guard let hostEnd = hostEnd(bytes, range) else { return false }
    if hostEnd == range.upperBound { return port == .optional }
    guard bytes[hostEnd] == ByteClass.colon, port == .optional || hostEnd > range.lowerBound else { return false }
    return isValidPort(bytes, (hostEnd + 1)..<range.upperBound, port)
  }

  /// Where the host ends: at the colon before a port, or with the range. Nil where it is none.
  private static func hostEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "[") else {
      let allowed = ByteClass.registeredName
      var index = range.lowerBound
      while index < range.upperBound, bytes[index] != ByteClass.colon {
        let byte = bytes[index]
        guard allowed.contains(byte), byte != ByteClass.comma else { return nil }
        if byte == ByteClass.percent {
          guard index + 2 < range.upperBound, ByteClass.hexValue(bytes[index + 1]) != nil,
            ByteClass.hexValue(bytes[index + 2]) != nil
          else { return nil }
          index += 2
        }
        index += 1
      }
      return index
    }
    // An IP literal: hexadecimal digits, colons and, for an embedded IPv4 address, dots (RFC 3986 section 3.2.2).
    var index = range.lowerBound + 1
    while index < range.upperBound, bytes[index] != UInt8(ascii: "]") {
      let byte = bytes[index]
      guard ByteClass.hexValue(byte) != nil || byte == ByteClass.colon || byte == UInt8(ascii: ".") else { return nil }
      index += 1
    }
    guard index < range.upperBound, index - range.lowerBound > 2 else { return nil }
    return index + 1
  }

  private static func isValidPort(_ bytes: Span<UInt8>, _ range: Range<Int>, _ port: Port) -> Bool {
    // RFC 3986 section 3.2.3 lets the port be empty; CONNECT does not (RFC 9110 section 9.3.6).
    if range.isEmpty { return port == .optional }
    guard range.count <= 5 else { return false }
    var value = 0
    for index in range {
      guard ByteClass.isDigit(bytes[index]) else { return false }
      value = value * 10 + Int(bytes[index] - ByteClass.zero)
    }
    return value <= 65_535 && (port == .optional || value > 0)
  }
}
