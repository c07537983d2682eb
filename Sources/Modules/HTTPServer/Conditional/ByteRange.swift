/// What a `Range` field asks of a representation of known length (RFC 9110 section 14).
enum ByteRange: Equatable {
  /// No range that this server serves, so the field is ignored: another unit, a malformed one, or several at once,
  /// which a client can as well ask for one by one and which would let it ask for the same octets many times over.
  case ignored
  case part(Range<Int>)
  /// 416: no octet of the representation is in the range.
  case unsatisfiable

  init(_ value: String, length: Int) {
    self = .ignored
    let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.elementsEqual("bytes".utf8, by: { ByteClass.lowercased($0) == $1 }) else {
      return
    }
    let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return }

    if ends[0].isEmpty {
      // suffix-range: the last octets. Of an empty representation no part can be named, so it is sent whole.
      guard let count = Self.number(ends[1]) else { return }
      if count == 0 {
        self = .unsatisfiable
      } else if length > 0 {
        self = .part(max(0, length - count)..<length)
      }
      return
    }
    guard let first = Self.number(ends[0]) else { return }
    var last = Int.max - 1
    if !ends[1].isEmpty {
      guard let number = Self.number(ends[1]), number >= first else { return }
      last = min(number, last)
    }
    self = first < length ? .part(first..<min(last + 1, length)) : .unsatisfiable
  }

  /// A number too large for any representation reads as the largest there is.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy(ByteClass.isDigit) else { return nil }
    return Int(text) ?? .max
  }
}
