import HTTPServer
import Logging

/// One JSON object a line: `ts`, `level`, `logger`, `msg`, then the metadata by name, nested ones as `outer.inner`.
///
/// Metadata that has the name of one of the four gets an underscore in front. Numbers and booleans stay what they are.
struct JSONLogRenderer: LogRenderer {
  private static let ownNames: Set<String> = ["ts", "level", "logger", "msg"]

  func line(_ record: LogRecord) -> String {
    var line = #"{"ts":""# + record.time.iso8601 + #"","level":""# + record.level.rawValue + #"","logger":"#
    line.appendJSONString(record.logger)
    line += #","msg":"#
    line.appendJSONString(record.message)
    for (name, value) in record.metadata.sorted(by: { $0.key < $1.key }) {
      append(Self.ownNames.contains(name) ? "_" + name : name, value, to: &line)
    }
    line += "}\n"
    return line
  }

  private func append(_ name: String, _ value: Logger.MetadataValue, to line: inout String) {
    if case .dictionary(let members) = value {
      for (inner, value) in members.sorted(by: { $0.key < $1.key }) { append("\(name).\(inner)", value, to: &line) }
      return
    }
    line += ","
    line.appendJSONString(name)
    line += ":"
    append(value, to: &line)
  }

  private func append(_ value: Logger.MetadataValue, to line: inout String) {
    switch value {
    case .string(let text): line.appendJSONString(text)
    case .stringConvertible(let number as any BinaryInteger): line += number.description
    case .stringConvertible(let number as Double) where number.isFinite: line += number.description
    case .stringConvertible(let flag as Bool): line += flag.description
    case .stringConvertible(let other): line.appendJSONString(other.description)
    case .array(let values):
      line += "["
      for (index, value) in values.enumerated() {
        if index > 0 { line += "," }
        append(value, to: &line)
      }
      line += "]"
    case .dictionary(let members):
      line += "{"
      for (index, (name, value)) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { line += "," }
        line.appendJSONString(name)
        line += ":"
        append(value, to: &line)
      }
      line += "}"
    }
  }
}
