/// Percent-encoding of one part of a target, such as a path segment (RFC 3986 section 2.1).
///
/// Decoding happens after a target was split at its delimiters, so that an encoded `/` is data and not a delimiter
/// (RFC 3986 section 2.4).
package enum PercentCoding {
  /// Why a text cannot be decoded. `offset` counts bytes from the start of the text.
  package enum Fault: Error, Equatable {
    /// A `%` that two hexadecimal digits do not follow.
    case malformedEscape(offset: Int)
    /// The decoded octets are no UTF-8.
    case notUTF8
  }

  /// unreserved (RFC 3986 section 2.3): what needs no escape in any part of a target.
  static let unreserved = ByteSet("-._~", letters: true, digits: true)

  /// `text` with every escape replaced by its octet. The text itself, uncopied, where it has none.
  package static func decode(_ text: some StringProtocol) throws(Fault) -> String {
    guard text.utf8.contains(ByteClass.percent) else { return String(text) }
    let octets = try octets(of: text)
    guard let decoded = String(validating: octets, as: UTF8.self) else { throw .notUTF8 }
    return decoded
  }

  /// The octets that `text` stands for, which need be no UTF-8.
  static func octets(of text: some StringProtocol) throws(Fault) -> [UInt8] {
    let bytes = Array(text.utf8)
    var octets: [UInt8] = []
    octets.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == ByteClass.percent else {
        octets.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.count, let high = ByteClass.hexValue(bytes[index + 1]),
        let low = ByteClass.hexValue(bytes[index + 2])
      else { throw .malformedEscape(offset: index) }
      octets.append(high << 4 | low)
      index += 3
    }
    return octets
  }

  /// `text` as one path segment or query value: every octet but the unreserved ones becomes `%XX`, in the upper case
  /// that RFC 3986 section 2.1 asks of producers.
  package static func encode(_ text: some StringProtocol) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if unreserved.contains(byte) {
        encoded.append(byte)
      } else {
        encoded.append(ByteClass.percent)
        encoded.append(digits[Int(byte >> 4)])
        encoded.append(digits[Int(byte & 0xF)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
