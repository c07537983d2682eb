package import NIOCore

/// An entity tag (RFC 9110 section 8.8.3): names one state of a resource.
package struct EntityTag: Sendable {
  /// What is between the quotes.
  package let opaque: String
  /// A weak tag names states that mean the same, but may differ in their octets.
  package let isWeak: Bool

  /// `opaque` holds visible characters other than `"`.
  package init(_ opaque: String, isWeak: Bool = false) {
    precondition(opaque.utf8.allSatisfy(Self.isOpaque), "An entity tag holds visible characters other than a quote.")
    self.opaque = opaque
    self.isWeak = isWeak
  }

  /// The strong tag of a body: other octets, another tag.
  package init(hashing bytes: ByteBuffer) {
    let hex = String(ContentHash.fnv1a128(bytes.readableBytesUInt8Span), radix: 16)
    self.init(String(repeating: "0", count: 32 - hex.count) + hex)
  }

  package var fieldValue: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

  /// RFC 9110 section 8.8.3.2: two tags that are both strong, character by character.
  package func matchesStrongly(_ other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && matchesWeakly(other)
  }

  package func matchesWeakly(_ other: EntityTag) -> Bool {
    opaque.utf8.elementsEqual(other.opaque.utf8)
  }

  /// etagc (RFC 9110 section 8.8.3).
  static func isOpaque(_ byte: UInt8) -> Bool {
    byte == 0x21 || byte >= 0x23 && byte != 0x7F
  }
}

/// The value of `If-Match` or `If-None-Match`: `*` or a list of tags.
enum EntityTagCondition {
  case any
  case tags([EntityTag])

  /// Nil where the field is absent. A list is read up to its first malformed member; what follows it names nothing.
  init?(_ values: [String]) {
    guard !values.isEmpty else { return nil }
    let value = values.joined(separator: ",")
    if value.utf8.elementsEqual("*".utf8) {
      self = .any
    } else {
      self = .tags(Self.list(value))
    }
  }

  func contains(where matches: (EntityTag) -> Bool) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains(where: matches)
    }
  }

  /// A tag may hold commas, so the list is scanned and not split.
  static func list(_ value: String) -> [EntityTag] {
    var rest = Substring(value).utf8
    var tags: [EntityTag] = []
    while true {
      rest = rest.drop { ByteClass.isBlank($0) || $0 == ByteClass.comma }
      let isWeak = rest.starts(with: "W/".utf8)
      if isWeak { rest = rest.dropFirst(2) }
      guard rest.popFirst() == ByteClass.quote, let end = rest.firstIndex(of: ByteClass.quote),
        rest[..<end].allSatisfy(EntityTag.isOpaque)
      else { return tags }
      tags.append(EntityTag(String(Substring(rest[..<end])), isWeak: isWeak))
      rest = rest[end...].dropFirst().drop(while: ByteClass.isBlank)
      guard rest.isEmpty || rest.first == ByteClass.comma else { return tags }
    }
  }
}
