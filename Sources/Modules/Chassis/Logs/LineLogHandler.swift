package import Logging

/// The log handler of all programs of the suite: a renderer makes the line, a sink takes it.
package struct LineLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level

  private let label: String
  private let renderer: any LogRenderer
  private let sink: any LogSink
  private let clock: @Sendable () -> Timestamp

  init(
    label: String, level: Logger.Level, renderer: any LogRenderer, sink: any LogSink,
    clock: @escaping @Sendable () -> Timestamp = Timestamp.now
  ) {
    self.label = label
    self.logLevel = level
    self.renderer = renderer
    self.sink = sink
    self.clock = clock
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// The nearest value of a name counts: the call's, then the logger's, then the provider's.
  package func log(event: LogEvent) {
    var all = metadataProvider?.get() ?? [:]
    all.merge(metadata) { $1 }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    let record = LogRecord(
      time: clock(), level: event.level, logger: label, message: event.message.description, metadata: all)
    sink.write(renderer.line(record))
  }
}
