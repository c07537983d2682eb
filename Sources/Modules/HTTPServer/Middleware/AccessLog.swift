import HTTPTypes
package import Logging

/// One log line for each request, refused ones included.
///
/// It names the path but never the query, and no field of the request: those may hold secrets. A 500 is an error, any
/// other 5xx a warning (a service or a provider behind this one failed, or this one is stopping), and what load
/// balancers ask every few seconds is told at debug level only.
package struct AccessLog: ExchangeObserver {
  private let logger: Logger
  private let quietPaths: Set<String>

  package init(logger: Logger, quietPaths: Set<String> = ["/health", "/ready"]) {
    self.logger = logger
    self.quietPaths = quietPaths
  }

  package func completed(_ exchange: Exchange) {
    logger.log(
      level: level(of: exchange), exchange.aborted ? "request aborted" : "request completed",
      metadata: Self.metadata(of: exchange))
  }

  private func level(of exchange: Exchange) -> Logger.Level {
    if let path = exchange.path, quietPaths.contains(path) { return .debug }
    if exchange.status == .internalServerError { return .error }
    return exchange.status.kind == .serverError ? .warning : .info
  }

  private static func metadata(of exchange: Exchange) -> Logger.Metadata {
    var metadata: Logger.Metadata = [
      LogKeys.status: .stringConvertible(exchange.status.code),
      LogKeys.bytes: .stringConvertible(exchange.bytesSent),
      LogKeys.duration: .stringConvertible(LogText.milliseconds(exchange.duration)),
    ]
    if let method = exchange.method { metadata[LogKeys.method] = "\(method.rawValue)" }
    if let path = exchange.path { metadata[LogKeys.path] = "\(LogText.path(path))" }
    if let route = exchange.route { metadata[LogKeys.route] = "\(route)" }
    if let id = exchange.responseFields[.xRequestID] { metadata[LogKeys.requestID] = "\(id)" }
    if let peer = exchange.peer { metadata[LogKeys.peer] = "\(peer)" }
    if exchange.aborted { metadata[LogKeys.aborted] = .stringConvertible(true) }
    return metadata
  }
}
