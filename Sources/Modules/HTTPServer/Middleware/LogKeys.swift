/// The metadata keys of every log line about a request.
package enum LogKeys {
  package static let method = "method"
  package static let path = "path"
  package static let route = "route"
  package static let status = "status"
  package static let bytes = "bytes"
  /// Milliseconds, with microseconds behind the point.
  package static let duration = "duration_ms"
  package static let requestID = "request_id"
  package static let peer = "peer"
  package static let aborted = "aborted"
  package static let error = "error"
}

/// Client-chosen text on its way into a log line.
enum LogText {
  static let longestPath = 256

  /// `path` with at most ``longestPath`` bytes of it, every octet that is not visible ASCII replaced by `?`: nothing a
  /// client sends can begin a line of its own or move a terminal's cursor.
  static func path(_ path: String) -> String {
    guard path.utf8.count > longestPath || !path.utf8.allSatisfy(isVisible) else { return path }
    let kept = path.utf8.prefix(longestPath).map { isVisible($0) ? $0 : ByteClass.question }
    return String(decoding: kept, as: UTF8.self) + (path.utf8.count > longestPath ? "..." : "")
  }

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }
}
