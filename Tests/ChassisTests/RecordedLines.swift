import Logging
import Synchronization

/// What was logged, for tests to look at.
final class RecordedLines: Sendable {
  private let lines = Mutex<[(message: String, metadata: Logger.Metadata)]>([])

  var logger: Logger {
    Logger(label: "test") { _ in Handler(lines: self) }
  }

  var messages: [String] { lines.withLock { $0.map(\.message) } }

  /// Everything, metadata included.
  var text: String { lines.withLock { "\($0)" } }

  private struct Handler: LogHandler {
    let lines: RecordedLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { $1 }
      lines.lines.withLock { $0.append((event.message.description, all)) }
    }
  }
}
