/// An environment file: lines `KEY=value`, blank lines, and comments that begin with `#`; the last of two equal keys
/// counts, and quotes are part of the value, as `docker run --env-file` reads it.
///
/// swift-configuration reads such files too, but passes over a line that it cannot read. A mistyped line should end the
/// start instead of leaving a default in force.
enum EnvironmentFile {
  /// Throws ``ConfigurationError`` naming the first wrong line by number only: it may hold a secret.
  static func parse(_ text: String, path: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, isKey(parts[0].trimmed) else {
        throw ConfigurationError(
          key: "CONFIG_FILE", fault: "has a wrong line, number \(index + 1) of \(path)",
          allowed: "lines of KEY=value, empty lines and comments that begin with #")
      }
      values[parts[0].trimmed] = parts[1].trimmed
    }
    return values
  }

  private static func isKey(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
      default: false
      }
    }
  }
}

extension StringProtocol {
  /// Without white space at both ends, a carriage return included.
  var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[start...end])
  }
}
