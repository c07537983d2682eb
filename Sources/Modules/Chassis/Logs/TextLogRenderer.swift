import HTTPServer
import Logging

/// One line for people: time of day (UTC), level, message, then `name=value` pairs. A value with white space, quotes,
/// `=` or a control character is quoted, so that pairs stay apart and a line stays one.
struct TextLogRenderer: LogRenderer {
  func line(_ record: LogRecord) -> String {
    let level = record.level.rawValue
    var line = record.time.timeOfDay + " " + level + String(repeating: " ", count: max(1, 9 - level.count))
    line += Self.onOneLine(record.message)
    for (name, value) in record.metadata.sorted(by: { $0.key < $1.key }) {
      line += " \(name)=\(Self.quotedWhereNeeded(value.description))"
    }
    return line + "\n"
  }

  private static func onOneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var line = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) { line += scalar.escaped(asASCII: true) } else { line.unicodeScalars.append(scalar) }
    }
    return line
  }

  private static func quotedWhereNeeded(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && !text.unicodeScalars.contains { isControl($0) || $0.properties.isWhitespace || $0 == "\"" || $0 == "=" }
    if isPlain { return text }
    var quoted = ""
    quoted.appendJSONString(text)
    return onOneLine(quoted)
  }

  /// Escape sequences in a value must not steer the terminal that shows the log.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
  }
}
