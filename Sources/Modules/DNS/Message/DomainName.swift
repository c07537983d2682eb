/// A domain name, always a full one: there is no search list, and a last dot changes nothing.
///
/// RFC 4343: the case of ASCII letters is kept but means nothing.
package struct DomainName: Sendable {
  /// RFC 1035 section 2.3.4.
  package static let longestLabel = 63
  /// Of the encoded name: each label with its length byte, and the last zero byte.
  package static let longestName = 255

  /// Each label as its bytes; none of them is empty.
  package let labels: [[UInt8]]

  package static let root = DomainName(checked: [])

  /// Throws ``Fault`` where a label is empty or too long or the whole is too long.
  package init(labels: some Sequence<[UInt8]>) throws(Fault) {
    let labels = Array(labels)
    for label in labels {
      guard !label.isEmpty else { throw .emptyLabel }
      guard label.count <= Self.longestLabel else { throw .labelTooLong(String(decoding: label, as: UTF8.self)) }
    }
    guard labels.reduce(1, { $0 + 1 + $1.count }) <= Self.longestName else { throw .nameTooLong }
    self.labels = labels
  }

  /// Labels between dots, with or without the last dot; `.` is the root. The bytes of a label are those of its UTF-8;
  /// `\.`, `\\` and `\DDD` stand for a byte as in RFC 1035 section 5.1.
  package init(_ text: String) throws(Fault) {
    try self.init(labels: Self.split(text))
  }

  private init(checked labels: [[UInt8]]) {
    self.labels = labels
  }

  /// The bytes that the encoded name takes without compression.
  package var encodedLength: Int { labels.reduce(1) { $0 + 1 + $1.count } }

  /// The name without its first label; nil for the root.
  package var parent: DomainName? {
    labels.isEmpty ? nil : DomainName(checked: Array(labels.dropFirst()))
  }

  /// True for `zone` itself too.
  package func isWithin(_ zone: DomainName) -> Bool {
    labels.count >= zone.labels.count && DomainName(checked: labels.suffix(zone.labels.count)) == zone
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
    left.labels.count == right.labels.count
      && zip(left.labels, right.labels).allSatisfy { $0.count == $1.count && $0.elementsEqual($1, by: Self.isSame) }
  }

  package func hash(into hasher: inout Hasher) {
    for label in labels {
      hasher.combine(label.count)
      for byte in label { hasher.combine(Self.folded(byte)) }
    }
  }

  private static func isSame(_ left: UInt8, _ right: UInt8) -> Bool {
    folded(left) == folded(right)
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

extension DomainName: CustomStringConvertible {
  /// With the last dot; what is no visible ASCII character escaped, so that it is fit for a log or a page.
  package var description: String {
    labels.isEmpty ? "." : labels.map { $0.map(Self.shown).joined() + "." }.joined()
  }

  private static func shown(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
    case 0x21...0x7E: String(UnicodeScalar(byte))
    default: "\\" + String(repeating: "0", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + String(byte)
    }
  }
}
