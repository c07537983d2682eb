/// Cuts a stream of bytes into lines. A line that grows beyond the limit is handed out in pieces, so that a process that
/// never ends its line takes no memory.
struct LineSplitter {
  static let longest = 64 * 1024

  private var rest: [UInt8] = []

  /// The lines that `bytes` complete, without their newlines.
  mutating func lines(_ bytes: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        lines.append(take())
      } else {
        rest.append(byte)
        if rest.count == Self.longest { lines.append(take()) }
      }
    }
    return lines
  }

  /// What is left when the stream has ended; nil where that is nothing.
  mutating func end() -> String? {
    rest.isEmpty ? nil : take()
  }

  private mutating func take() -> String {
    defer { rest.removeAll(keepingCapacity: true) }
    return String(decoding: rest, as: UTF8.self)
  }
}
