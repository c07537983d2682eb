/// Writes gzip streams (RFC 1952) without a library.
enum Gzip {
  static let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

  /// `text`, not made any shorter.
  static func stored(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    precondition(bytes.count <= 0xFFFF)
    let length = UInt16(bytes.count)
    // The last block, stored, which its length and its length's complement begin (RFC 1951 section 3.2.4).
    return head + [1] + little(length) + little(~length) + bytes + little(crc32(bytes)) + little(UInt32(bytes.count))
  }

  /// `count` times 258 zeros in 13 bits each, without an end.
  static func zeros(times count: Int) -> [UInt8] {
    var (bytes, pending, bits) = (head, UInt64(0), UInt64(0))
    func write(_ value: UInt64, _ length: UInt64) {
      pending |= value << bits
      bits += length
      while bits >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        bits -= 8
      }
    }
    // One block of fixed codes, and a zero to repeat (RFC 1951 section 3.2.6). Codes are written from their first bit on.
    write(0b011, 3)
    write(0b00001100, 8)
    for _ in 0..<count {
      // Length 258 is the code 11000101, distance 1 the code 00000.
      write(0b10100011, 8)
      write(0, 5)
    }
    return bytes
  }

  private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320 }
    }
    return ~crc
  }
}
