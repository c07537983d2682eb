/// Ways in which bytes may arrive.
enum Split {
  static func byByte(_ bytes: [UInt8]) -> [[UInt8]] { bytes.map { [$0] } }

  /// Each piece ends with a LF, but for the last.
  static func byLine(_ bytes: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    for byte in bytes {
      pieces[pieces.count - 1].append(byte)
      if byte == UInt8(ascii: "\n") { pieces.append([]) }
    }
    return pieces
  }

  static func random(_ bytes: [UInt8], _ random: inout SeededRandom) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = Int.random(in: 1...max(1, bytes.count / 3), using: &random)
      pieces.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }
}
