package import Logging

/// How a program logs, by `LOG_LEVEL` and `LOG_FORMAT`.
package struct LogConfiguration: Sendable {
  package var level: Logger.Level
  var format: LogFormat

  /// Throws ``ConfigurationError``.
  package init(_ settings: Settings) throws {
    level = try settings.choice("LOG_LEVEL", default: Logger.Level.info)
    format = try settings.choice("LOG_FORMAT", default: LogFormat.json)
  }

  /// The handler of the logger called `label`.
  package func handler(label: String, sink: any LogSink = LogWriter.standardOutput) -> any LogHandler {
    let renderer: any LogRenderer =
      switch format {
      case .json: JSONLogRenderer()
      case .text: TextLogRenderer()
      }
    return LineLogHandler(label: label, level: level, renderer: renderer, sink: sink)
  }
}
