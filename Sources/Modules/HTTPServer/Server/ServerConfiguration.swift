package import NIOCore

/// Where and how a ``Server`` listens.
package struct ServerConfiguration: Sendable {
  /// Address or name to listen on, such as `0.0.0.0` or `::`.
  package var host: String
  /// Port to listen on; 0 lets the system choose.
  package var port: Int
  package var limits: Limits
  package var halfClose: HalfClose
  /// Sent with every answer.
  package var standingFields: StandingFields
  /// How long requests in flight may take after a graceful shutdown began; then their connections are cut.
  package var drainTimeout: Duration
  /// Called once with the bound address.
  package var onListening: (@Sendable (SocketAddress) -> Void)?
  /// Told of every answered request, the refused ones included.
  package var observer: (any ExchangeObserver)?

  package init(
    host: String, port: Int, limits: Limits = Limits(), halfClose: HalfClose = .cancels,
    standingFields: StandingFields = StandingFields(), drainTimeout: Duration = .seconds(10),
    onListening: (@Sendable (SocketAddress) -> Void)? = nil, observer: (any ExchangeObserver)? = nil
  ) {
    self.host = host
    self.port = port
    self.limits = limits
    self.halfClose = halfClose
    self.standingFields = standingFields
    self.drainTimeout = drainTimeout
    self.onListening = onListening
    self.observer = observer
  }
}
