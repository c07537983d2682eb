import NIOCore

/// A connection's handler together with the event loop that alone may use it: what other threads hold of a connection.
struct ConnectionReference: Sendable {
  let eventLoop: any EventLoop
  private let bound: NIOLoopBound<ConnectionHandler>

  /// Called on `eventLoop`.
  init(_ handler: ConnectionHandler, eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    bound = NIOLoopBound(handler, eventLoop: eventLoop)
  }

  /// The handler. Traps off the event loop.
  var handler: ConnectionHandler { bound.value }

  /// Runs `work` on the event loop: at once where the caller is on it.
  func run(_ work: @escaping @Sendable (ConnectionHandler) -> Void) {
    if eventLoop.inEventLoop {
      work(bound.value)
    } else {
      eventLoop.execute { [bound] in work(bound.value) }
    }
  }
}
