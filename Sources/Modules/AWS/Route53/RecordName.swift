/// A name of a record as Route 53 compares it: without regard to case, with or without the last dot, and whatever of it
/// is written as an octal escape (`\052` for an asterisk, which Route 53 itself writes so).
package struct RecordName: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, with the last dot, and escaped where neither letter, digit, hyphen, underscore nor dot.
  package let description: String

  package init(_ text: String) {
    var bytes = Self.unescaped(Array(text.utf8))
    if bytes.last != .byte(UInt8(ascii: ".")) { bytes.append(.byte(UInt8(ascii: "."))) }
    description = String(decoding: bytes.flatMap(\.written), as: UTF8.self)
  }

  /// A byte of the name. An escaped dot is within a label and does not end it.
  private enum Piece: Equatable {
    case byte(UInt8), escapedDot

    var written: [UInt8] {
      switch self {
      case .escapedDot: return Array("\\056".utf8)
      case .byte(let byte):
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return [byte | 0x20]
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
          UInt8(ascii: "_"), UInt8(ascii: "."):
          return [byte]
        default:
          let digits = [byte >> 6, byte >> 3 & 7, byte & 7].map { UInt8(ascii: "0") + $0 }
          return [UInt8(ascii: "\\")] + digits
        }
      }
    }
  }

  private static func unescaped(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var index = 0
    while index < bytes.count {
      let digits = bytes[(index + 1)...].prefix(3)
      if bytes[index] == UInt8(ascii: "\\"), digits.count == 3,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        pieces.append(value == UInt8(ascii: ".") ? .escapedDot : .byte(value))
        index += 4
      } else {
        pieces.append(.byte(bytes[index]))
        index += 1
      }
    }
    return pieces
  }
}
