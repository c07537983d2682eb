/// An IPv4 or IPv6 address as a value of its bits, so that comparing and hashing it costs next to nothing.
package enum IPAddress: Sendable, Hashable {
  /// In host byte order: 127.0.0.1 is 0x7F00_0001.
  case v4(UInt32)
  case v6(high: UInt64, low: UInt64)

  /// The 4 or 16 bytes of a record or a socket address, in network byte order; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    switch bytes.count {
    case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16:
      let words = (bytes.prefix(8), bytes.dropFirst(8))
      self = .v6(high: words.0.reduce(0) { $0 << 8 | UInt64($1) }, low: words.1.reduce(0) { $0 << 8 | UInt64($1) })
    default: return nil
    }
  }

  /// In network byte order.
  package var bytes: [UInt8] {
    switch self {
    case .v4(let bits): (0..<4).map { UInt8(truncatingIfNeeded: bits >> (24 - 8 * $0)) }
    case .v6(let high, let low):
      [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or as RFC 5952 section 4 wants: lower case, no leading zeros, the longest run of zeros as `::`.
  package var description: String {
    switch self {
    case .v4: bytes.map(String.init).joined(separator: ".")
    case .v6(let high, let low):
      Self.text([high, low].flatMap { word in (0..<4).map { UInt16(truncatingIfNeeded: word >> (48 - 16 * $0)) } })
    }
  }

  /// `10.0.0.1:80`, `[::1]:80`: as a URL has it (RFC 3986 section 3.2.2).
  package func description(withPort port: UInt16) -> String {
    switch self {
    case .v4: "\(self):\(port)"
    case .v6: "[\(self)]:\(port)"
    }
  }

  private static func text(_ groups: [UInt16]) -> String {
    var longest = 0..<0
    var start = 0
    while start < groups.count {
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
      if end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    let hex = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
    // RFC 5952 section 4.2.2: a single group of zeros is not shortened.
    guard longest.count > 1 else { return hex(groups[...]) }
    return "\(hex(groups[..<longest.lowerBound]))::\(hex(groups[longest.upperBound...]))"
  }
}

extension IPAddress: LosslessStringConvertible {
  /// Dotted decimal without leading zeros, or RFC 4291 section 2.2 (with `::` and a dotted end) without brackets or zone.
  package init?(_ text: String) {
    guard text.utf8.count <= 45 else { return nil }
    if text.utf8.contains(UInt8(ascii: ":")) {
      self.init(v6: text[...])
    } else {
      guard let bits = Self.v4(text[...]) else { return nil }
      self = .v4(bits)
    }
  }

  private static func v4(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        part.utf8.count == 1 || part.first != "0", let byte = UInt8(part)
      else { return nil }
      bits = bits << 8 | UInt32(byte)
    }
    return bits
  }

  private init?(v6 text: Substring) {
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2, let before = Self.groups(halves[0], mayEndDotted: halves.count == 1) else { return nil }
    var groups = before
    if halves.count == 2 {
      guard let after = Self.groups(halves[1], mayEndDotted: true), before.count + after.count <= 7 else { return nil }
      groups += Array(repeating: 0, count: 8 - before.count - after.count) + after
    }
    guard groups.count == 8 else { return nil }
    self.init(bytes: groups.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
  }

  private static func groups(_ text: Substring, mayEndDotted: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndDotted, index == parts.count - 1, let bits = v4(part) {
        groups += [UInt16(bits >> 16), UInt16(bits & 0xFFFF)]
      } else {
        guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
          let group = UInt16(part, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups
  }
}
