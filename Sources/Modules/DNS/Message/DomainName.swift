/// A domain name, always a full one: there is no search list, and a last dot changes nothing.
///
/// RFC 4343: the case of ASCII letters is kept but means nothing.
///
/// Held as its bytes on the wire, in one array: a message of many names costs one allocation for each.
package struct DomainName: Sendable {
  /// RFC 1035 section 2.3.4.
  package static let longestLabel = 63
  /// Of the encoded name: each label with its length byte, and the last zero byte.
  package static let longestName = 255

  /// Each label behind a byte that is its length, without the zero byte that ends a name in a message.
  package let wireLabels: [UInt8]

  package static let root = DomainName(checked: [])

  /// Throws ``Fault`` where a label is empty or too long or the whole is too long.
  package init(labels: some Sequence<[UInt8]>) throws(Fault) {
    var wire: [UInt8] = []
    for label in labels {
      guard !label.isEmpty else { throw .emptyLabel }
      guard label.count <= Self.longestLabel else { throw .labelTooLong(String(decoding: label, as: UTF8.self)) }
      wire.append(UInt8(label.count))
      wire += label
    }
    guard wire.count < Self.longestName else { throw .nameTooLong }
    wireLabels = wire
  }

  /// Labels between dots, with or without the last dot; `.` is the root. The bytes of a label are those of its UTF-8;
  /// `\.`, `\\` and `\DDD` stand for a byte as in RFC 1035 section 5.1.
  package init(_ text: String) throws(Fault) {
    try self.init(labels: Self.split(text))
  }

  /// For labels that are known to be within the limits.
  init(checked wireLabels: [UInt8]) {
    self.wireLabels = wireLabels
  }

  /// Each label as its bytes; none of them is empty.
  package var labels: [[UInt8]] {
    labelStarts.map { Array(wireLabels[($0 + 1)...($0 + Int(wireLabels[$0]))]) }
  }

  /// Where in ``wireLabels`` each label begins.
  package var labelStarts: [Int] {
    var starts: [Int] = []
    var index = 0
    while index < wireLabels.count {
      starts.append(index)
      index += 1 + Int(wireLabels[index])
    }
    return starts
  }

  /// The bytes that the encoded name takes without compression.
  package var encodedLength: Int { wireLabels.count + 1 }

  /// The name without its first label; nil for the root.
  package var parent: DomainName? {
    wireLabels.isEmpty ? nil : DomainName(checked: Array(wireLabels.dropFirst(1 + Int(wireLabels[0]))))
  }

  /// True for `zone` itself too.
  package func isWithin(_ zone: DomainName) -> Bool {
    let start = wireLabels.count - zone.wireLabels.count
    guard start >= 0, start == wireLabels.count || labelStarts.contains(start) else { return false }
    return Self.areSame(wireLabels[start...], zone.wireLabels[...])
  }

  /// `text` in front of this name. Throws ``Fault``.
  package func prefixed(by text: String) throws(Fault) -> DomainName {
    try DomainName(labels: Self.split(text) + labels)
  }

  /// What is wrong with a name, as the predicate of a sentence about it.
  package enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    case empty
    case emptyLabel
    case labelTooLong(String)
    case nameTooLong
    case badEscape

    package var description: String {
      switch self {
      case .empty: "is empty"
      case .emptyLabel: "has an empty label: two dots in a row, or one in front"
      case .labelTooLong(let label): "has a label of over \(longestLabel) bytes: \"\(label.prefix(80))\""
      case .nameTooLong: "is over \(longestName) bytes long"
      case .badEscape: "has a backslash without a character or three digits after it"
      }
    }
  }

  private static func split(_ text: String) throws(Fault) -> [[UInt8]] {
    if text == "." { return [] }
    guard !text.isEmpty else { throw .empty }
    var labels: [[UInt8]] = [[]]
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "."): labels.append([])
      case UInt8(ascii: "\\"): labels[labels.count - 1].append(try escaped(&bytes))
      default: labels[labels.count - 1].append(byte)
      }
    }
    if labels.last?.isEmpty == true { labels.removeLast() }
    return labels
  }

  private static func escaped(_ bytes: inout Substring.UTF8View) throws(Fault) -> UInt8 {
    guard let first = bytes.popFirst() else { throw .badEscape }
    guard (0x30...0x39).contains(first) else { return first }
    var value = Int(first - 0x30)
    for _ in 0..<2 {
      guard let digit = bytes.popFirst(), (0x30...0x39).contains(digit) else { throw .badEscape }
      value = value * 10 + Int(digit - 0x30)
    }
    guard let byte = UInt8(exactly: value) else { throw .badEscape }
    return byte
  }
}

extension DomainName: Hashable {
  package static func == (left: DomainName, right: DomainName) -> Bool {
    areSame(left.wireLabels[...], right.wireLabels[...])
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(wireLabels.count)
    for byte in wireLabels { hasher.combine(Self.folded(byte)) }
  }

  /// Lengths of labels lie below the letters, so that folding leaves them as they are, and equal bytes are equal labels.
  private static func areSame(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.count == right.count && left.elementsEqual(right) { $0 == $1 || folded($0) == folded($1) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

extension DomainName: CustomStringConvertible {
  /// With the last dot; what is no visible ASCII character escaped, so that it is fit for a log or a page.
  package var description: String {
    wireLabels.isEmpty ? "." : labels.map { $0.map(Self.shown).joined() + "." }.joined()
  }

  private static func shown(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
    case 0x21...0x7E: String(UnicodeScalar(byte))
    default: "\\" + String(repeating: "0", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + String(byte)
    }
  }
}
