import Logging
import Synchronization

/// A log that a test reads.
final class RecordedLog: Sendable {
  private let lines = Mutex<[String]>([])

  /// `level message key=value …`, keys in alphabetical order.
  var all: [String] { lines.withLock { $0 } }

  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

  private struct Handler: LogHandler {
    let log: RecordedLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
      log.lines.withLock { $0.append("\(event.level) \(event.message)\(metadata.joined())") }
    }
  }
}
