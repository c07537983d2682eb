/// The bytes of an input, taken one by one for choices and then as a whole.
struct FuzzInput {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  /// The next byte; 0 at the end.
  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func bool() -> Bool { byte() & 1 == 1 }

  /// A number below `limit`.
  mutating func number(below limit: Int) -> Int { Int(byte()) % limit }

  /// Up to `count` bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// Lengths in which to cut what follows, each 1 to 255.
  mutating func lengths() -> [Int] { bytes(number(below: 8)).map { max(1, Int($0)) } }

  /// The rest, cut in those lengths again and again; in one piece where there are none.
  func pieces(_ lengths: [Int]) -> [[UInt8]] {
    guard !lengths.isEmpty else { return [Array(rest)] }
    var pieces: [[UInt8]] = []
    var left = rest
    while !left.isEmpty {
      let length = lengths[pieces.count % lengths.count]
      pieces.append(Array(left.prefix(length)))
      left = left.dropFirst(length)
    }
    return pieces
  }
}
