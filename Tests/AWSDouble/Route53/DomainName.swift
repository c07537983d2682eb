/// A name of a record, label by label, as Route 53 reads it: without regard to case, with or without the last dot, and
/// with octal escapes (`\052`). It is written here on its own and not taken from what is tested by it.
struct DomainName: Hashable, Sendable, CustomStringConvertible {
  /// In lower case; without the empty label of the root.
  let labels: [[UInt8]]

  /// Throws Route 53's words for what is wrong with the name.
  init(_ text: String) throws(ServiceFault) {
    func wrong(_ problem: String) -> ServiceFault {
      .invalidChangeBatch(["FATAL problem: \(problem) encountered with '\(text)'"])
    }
    var labels: [[UInt8]] = [[]]
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: ".") {
        labels.append([])
      } else if byte == UInt8(ascii: "\\"), let escaped = Self.octal(bytes.prefix(3)) {
        bytes.removeFirst(3)
        labels[labels.count - 1].append(Self.lowercased(escaped))
      } else if byte > 0x20, byte < 0x7F {
        labels[labels.count - 1].append(Self.lowercased(byte))
      } else {
        throw wrong("UnsupportedCharacter (Value contains unsupported characters)")
      }
    }
    if labels.last?.isEmpty == true { labels.removeLast() }
    guard !labels.isEmpty else { throw wrong("DomainNameEmpty (Domain name is empty)") }
    guard labels.allSatisfy({ !$0.isEmpty }) else { throw wrong("DomainLabelEmpty (Domain label is empty)") }
    guard labels.allSatisfy({ $0.count <= 63 }) else { throw wrong("DomainLabelTooLong (Domain label is too long)") }
    guard labels.reduce(0, { $0 + $1.count + 1 }) <= 255 else {
      throw wrong("DomainNameTooLong (Domain name is too long)")
    }
    self.labels = labels
  }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    digits.count == 3 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 8) : nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// As Route 53 answers: escaped where neither letter, digit, hyphen nor underscore, and with the last dot.
  var description: String { labels.map { Self.written($0) + "." }.joined() }

  /// Route 53's order: the labels from the last to the first, with the last dot, byte by byte and not escaped, so that an
  /// asterisk or a hyphen comes before the dot.
  var sortKey: [UInt8] { labels.reversed().flatMap { $0 + [UInt8(ascii: ".")] } }

  /// At or below `zone`, by whole labels.
  func isWithin(_ zone: DomainName) -> Bool { labels.suffix(zone.labels.count) == zone.labels[...] }

  private static func written(_ label: [UInt8]) -> String {
    label.map { byte in
      switch byte {
      case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "_"): return String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }.joined()
  }
}
