import Logging
import NIOCore

/// Holds a listener back while the server has all the connections it may have, or the system has no more to give.
///
/// It withholds the `read` with which a listener asks for connections. Those that wait then stay with the system, in its
/// queue, and are accepted later: nobody is reset. Each `read` must accept one connection at most.
final class AcceptGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel
  typealias OutboundIn = Never

  private enum State {
    /// No place is taken.
    case idle
    case waiting
    /// A place is taken for the connection that comes next.
    case ready
    case closed
  }

  private let limit: ConnectionLimit
  private let logger: Logger
  private var state = State.idle
  private var context: ChannelHandlerContext?
  /// Accepted since it was last asked.
  private var accepted = 0
  private var isPaused = false
  private var nextWarning = NIODeadline.uptimeNanoseconds(0)

  init(limit: ConnectionLimit, logger: Logger) {
    self.limit = limit
    self.logger = logger
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
  }

  func read(context: ChannelHandlerContext) {
    guard !isPaused else { return }
    switch state {
    case .ready: context.read()
    case .waiting, .closed: break
    case .idle:
      let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
      let wake: ConnectionLimit.Wake = { gate.eventLoop.execute { gate.value.placeIsFree() } }
      if limit.take(for: ObjectIdentifier(self), orWake: wake) {
        state = .ready
        context.read()
      } else {
        state = .waiting
        warn(now: context.eventLoop.now)
      }
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    state = .idle
    accepted += 1
    let connection = unwrapInboundIn(data)
    connection.closeFuture.whenComplete { [limit] _ in limit.giveBack() }
    context.fireChannelRead(data)
  }

  /// The system has no descriptor or no memory for another connection, and would say so again at once, for ever.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    logger.error("cannot accept a connection", metadata: ["error": "\(error)"])
    guard !isPaused else { return }
    isPaused = true
    let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: Self.pause) { gate.value.resume() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    switch state {
    case .ready: limit.giveBack()
    case .waiting where !limit.withdraw(ObjectIdentifier(self)): limit.giveBack()
    case .waiting, .idle, .closed: break
    }
    state = .closed
    self.context = nil
    context.fireChannelInactive()
  }

  /// How many were accepted since it was asked last.
  func takeCount() -> Int {
    defer { accepted = 0 }
    return accepted
  }

  private func placeIsFree() {
    guard state == .waiting else { return }
    state = .ready
    context?.read()
  }

  private func resume() {
    isPaused = false
    if let context { read(context: context) }
  }

  /// A server at its limit comes there with every connection that closes; one line a minute says enough.
  private func warn(now: NIODeadline) {
    guard now >= nextWarning else { return }
    nextWarning = now + .minutes(1)
    logger.warning("all connections are in use; more wait until one closes")
  }

  private static let pause = TimeAmount.milliseconds(100)
}

@available(*, unavailable)
extension AcceptGate: Sendable {}
