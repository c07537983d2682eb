/// FNV-1a with 128 bits: a change of content shows in it. Not for adversaries, and nobody but the operator of a service
/// chooses what is hashed.
package enum ContentHash {
  private static let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
  private static let basis: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D

  package static func fnv1a128(_ bytes: Span<UInt8>) -> UInt128 {
    var hash = basis
    for index in bytes.indices {
      hash = (hash ^ UInt128(bytes[index])) &* prime
    }
    return hash
  }
}
