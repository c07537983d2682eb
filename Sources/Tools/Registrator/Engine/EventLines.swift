/// Cuts the stream of events into its lines, whatever pieces it comes in.
struct EventLines: Sendable {
  private var line: [UInt8] = []
  private var isTooLong = false
  /// A line was longer than is kept, and is lost.
  private(set) var hasLost = false

  /// An event with all labels of its container is a few kilobytes.
  static let longestLine = 256 * 1024

  /// The lines that `bytes` complete, without their ends; blank ones are left out.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        if !isTooLong, line.contains(where: { $0 > 0x20 }) { lines.append(line) }
        line.removeAll(keepingCapacity: true)
        isTooLong = false
      } else if line.count < Self.longestLine {
        line.append(byte)
      } else {
        isTooLong = true
        hasLost = true
      }
    }
    return lines
  }

  /// Whether something was lost since this was last asked.
  mutating func takeLoss() -> Bool {
    defer { hasLost = false }
    return hasLost
  }
}
