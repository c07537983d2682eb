/// Writes numbers and names, and remembers where names lie, so that later ones can point at them.
struct MessageWriter {
  private(set) var bytes: [UInt8] = []
  /// Where each name, and each end of a name, was written first. By the exact bytes: the case of a name is kept.
  private var offsets: [ArraySlice<UInt8>: UInt16] = [:]

  /// RFC 1035 section 4.1.4: a pointer has 14 bits.
  private static let farthestPointer = 0x3FFF

  mutating func write(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func write(_ number: UInt16) {
    bytes.append(UInt8(number >> 8))
    bytes.append(UInt8(number & 0xFF))
  }

  mutating func write(_ number: UInt32) {
    write(UInt16(number >> 16))
    write(UInt16(number & 0xFFFF))
  }

  mutating func write(_ number: UInt64) {
    write(UInt32(number >> 32))
    write(UInt32(number & 0xFFFF_FFFF))
  }

  mutating func write(_ more: some Collection<UInt8>) {
    bytes += more
  }

  /// An uncompressed name can be pointed at all the same.
  mutating func write(_ name: DomainName, compressed: Bool = true) {
    let wire = name.wireLabels
    var index = 0
    while index < wire.count {
      let end = wire[index...]
      if compressed, let offset = offsets[end] {
        write(0xC000 | offset)
        return
      }
      if bytes.count <= Self.farthestPointer, offsets[end] == nil { offsets[end] = UInt16(bytes.count) }
      let next = index + 1 + Int(wire[index])
      bytes += wire[index..<next]
      index = next
    }
    write(UInt8(0))
  }

  /// Puts `number` over what was written at `offset`.
  mutating func replace(at offset: Int, with number: UInt16) {
    bytes[offset] = UInt8(number >> 8)
    bytes[offset + 1] = UInt8(number & 0xFF)
  }

  /// Forgets what was written behind `count` bytes. Nothing may be written afterwards that could point there.
  mutating func cut(to count: Int) {
    bytes.removeLast(bytes.count - count)
    offsets.removeAll()
  }
}
