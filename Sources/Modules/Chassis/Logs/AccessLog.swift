package import HTTPServer
import HTTPTypes
import Logging
import NIOCore

/// One log line for each request, refused ones included.
///
/// It names the path but never the query, and no field of the request: those may hold secrets. A 500 is an error, any
/// other 5xx a warning (a service or a provider behind this one failed, or this one is stopping), and what load
/// balancers and scrapers ask every few seconds is told at debug level only.
///
/// The line is that of any other log entry, but it is the one line that each request costs: JSON is written straight
/// into the log's memory, without a dictionary of metadata and a string on the way.
package struct AccessLog: ExchangeObserver {
  private let label: String
  private let configuration: LogConfiguration
  private let writer: LogWriter
  private let clock: @Sendable () -> Timestamp

  package init(label: String, configuration: LogConfiguration, writer: LogWriter = .standardOutput) {
    self.init(label: label, configuration: configuration, writer: writer, clock: Timestamp.now)
  }

  init(
    label: String, configuration: LogConfiguration, writer: LogWriter, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.label = label
    self.configuration = configuration
    self.writer = writer
    self.clock = clock
  }

  package func completed(_ exchange: Exchange) {
    let level = Self.level(of: exchange)
    guard level >= configuration.level else { return }
    switch configuration.format {
    case .json:
      let now = clock()
      writer.append { Self.writeJSON(exchange, level: level, at: now, logger: label, into: &$0) }
    case .text:
      writer.write(TextLogRenderer().line(record(of: exchange)))
    }
  }

  static func level(of exchange: Exchange) -> Logger.Level {
    if exchange.path == "/health" || exchange.path == "/ready" || exchange.path == "/metrics" { return .debug }
    if exchange.status == .internalServerError { return .error }
    return exchange.status.kind == .serverError ? .warning : .info
  }

  private static func message(_ exchange: Exchange) -> StaticString {
    exchange.aborted ? "request aborted" : "request completed"
  }

  /// The entry as any logger would make it.
  func record(of exchange: Exchange) -> LogRecord {
    var metadata: Logger.Metadata = [
      LogKeys.status: .stringConvertible(exchange.status.code),
      LogKeys.bytes: .stringConvertible(exchange.bytesSent),
      LogKeys.duration: .stringConvertible(Double(Self.microseconds(exchange.duration)) / 1000),
    ]
    if let method = exchange.method { metadata[LogKeys.method] = "\(method.rawValue)" }
    if let path = exchange.path { metadata[LogKeys.path] = "\(LogText.path(path))" }
    if let route = exchange.route { metadata[LogKeys.route] = "\(route)" }
    if let id = Self.requestID(of: exchange) { metadata[LogKeys.requestID] = "\(id)" }
    if let peer = exchange.peer { metadata[LogKeys.peer] = "\(peer)" }
    if exchange.aborted { metadata[LogKeys.aborted] = .stringConvertible(true) }
    return LogRecord(
      time: clock(), level: Self.level(of: exchange), logger: label, message: "\(Self.message(exchange))",
      metadata: metadata)
  }

  /// The line that ``JSONLogRenderer`` makes of ``record(of:)``: a test compares the two.
  private static func writeJSON(
    _ exchange: Exchange, level: Logger.Level, at time: Timestamp, logger: String, into line: inout [UInt8]
  ) {
    func member(_ name: StaticString, _ text: String?) {
      guard let text else { return }
      line.append(name)
      line.appendJSON(text)
    }
    line.append(#"{"ts":""#)
    line.appendISO8601(time)
    line.append(#"","level":""#)
    line.append(contentsOf: level.rawValue.utf8)
    member(#"","logger":"#, logger)
    line.append(#","msg":""#)
    line.append(message(exchange))
    line.append(exchange.aborted ? #"","aborted":true,"bytes":"# : #"","bytes":"#)
    line.appendJSON(exchange.bytesSent)
    line.append(#","duration_ms":"#)
    line.appendThousandths(microseconds(exchange.duration))
    member(#","method":"#, exchange.method?.rawValue)
    member(#","path":"#, exchange.path.map(LogText.path))
    member(#","peer":"#, exchange.peer)
    member(#","request_id":"#, requestID(of: exchange))
    member(#","route":"#, exchange.route)
    line.append(#","status":"#)
    line.appendJSON(exchange.status.code)
    line.append("}\n")
  }

  private static func requestID(of exchange: Exchange) -> String? {
    exchange.responseFields.first { $0.name == .xRequestID }?.value
  }

  private static func microseconds(_ duration: TimeAmount) -> Int64 {
    max(0, duration.nanoseconds / 1000)
  }
}
