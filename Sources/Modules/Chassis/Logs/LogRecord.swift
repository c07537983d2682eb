import Logging

/// One entry of the log as a value, before it becomes text.
struct LogRecord {
  var time: Timestamp
  var level: Logger.Level
  /// Which part of the program speaks; a service's own log carries the service's name.
  var logger: String
  var message: String
  var metadata: Logger.Metadata
}

/// Turns a record into one line of text that ends with a newline and holds no other.
protocol LogRenderer: Sendable {
  func line(_ record: LogRecord) -> String
}

/// How the log is written: for machines or for people.
enum LogFormat: String, CaseIterable {
  case json
  case text
}
