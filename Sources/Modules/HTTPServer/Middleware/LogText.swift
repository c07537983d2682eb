/// Values on their way into a log line.
package enum LogText {
  package static let longestPath = 256

  /// `path` with at most ``longestPath`` bytes of it, every octet that is not visible ASCII replaced by `?`: nothing a
  /// client sends can begin a line of its own or move a terminal's cursor.
  package static func path(_ path: String) -> String {
    guard path.utf8.count > longestPath || !path.utf8.allSatisfy(isVisible) else { return path }
    let kept = path.utf8.prefix(longestPath).map { isVisible($0) ? $0 : ByteClass.question }
    return String(decoding: kept, as: UTF8.self) + (path.utf8.count > longestPath ? "..." : "")
  }

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
