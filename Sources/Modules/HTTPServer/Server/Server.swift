package import Logging
package import NIOCore
import ServiceLifecycle

/// The HTTP/1.1 server: listens, serves, and on a graceful shutdown finishes what is in flight.
package struct Server: Service {
  private let configuration: ServerConfiguration
  private let handler: any RequestHandler
  private let logger: Logger

  package init(configuration: ServerConfiguration, handler: any RequestHandler, logger: Logger) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
  }

  /// Serves until the task is cancelled or a graceful shutdown is asked for. Throws ``ServerError`` where the address
  /// cannot be bound.
  package func run() async throws {
    fatalError("to be written")
  }
}

package struct ServerConfiguration: Sendable {
  package var host: String
  /// 0 lets the system choose.
  package var port: Int
  package var limits: Limits
  /// The `Server` field's value; nil sends none.
  package var serverName: String?
  /// How long requests in flight may take after a graceful shutdown began.
  package var drainTimeout: Duration
  /// Called once with the bound address.
  package var onListening: (@Sendable (SocketAddress) -> Void)?
  /// Called for every answered request, the refused ones included.
  package var observer: (any ExchangeObserver)?

  package init(
    host: String, port: Int, limits: Limits = Limits(), serverName: String? = nil,
    drainTimeout: Duration = .seconds(10), onListening: (@Sendable (SocketAddress) -> Void)? = nil,
    observer: (any ExchangeObserver)? = nil
  ) {
    self.host = host
    self.port = port
    self.limits = limits
    self.serverName = serverName
    self.drainTimeout = drainTimeout
    self.onListening = onListening
    self.observer = observer
  }
}
