/// The addresses that share their first bits, as in `10.0.0.0/8`.
struct AddressRange: Sendable, Hashable {
  private let first: PeerAddress
  private let bits: Int

  /// An address alone is the range of itself; nil where `text` is no range.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ PeerAddress(String($0)) }) else { return nil }
    first = address
    guard parts.count == 2 else {
      bits = address.bytes.count * 8
      return
    }
    let digits = parts[1]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bits = Int(digits),
      bits <= address.bytes.count * 8
    else { return nil }
    self.bits = bits
  }

  func contains(_ address: PeerAddress) -> Bool {
    guard address.bytes.count == first.bytes.count else { return false }
    let (whole, rest) = bits.quotientAndRemainder(dividingBy: 8)
    guard address.bytes.prefix(whole) == first.bytes.prefix(whole) else { return false }
    return rest == 0 || (address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest) == 0
  }
}
