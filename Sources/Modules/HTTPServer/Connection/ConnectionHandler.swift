import HTTPTypes
import Logging
import NIOCore

/// What all connections of a server share.
struct ConnectionEnvironment: Sendable {
  let limits: Limits
  let standingFields: StandingFields
  let handler: any RequestHandler
  let observer: (any ExchangeObserver)?
  let registry: ConnectionRegistry
  let executors: LoopExecutors
  let logger: Logger
}

/// Joins a channel to its ``ConnectionStateMachine`` and to the task that runs its handlers.
///
/// It decides nothing about HTTP. Reading is by demand: bytes are asked of the socket only when the machine needs some
/// for the next head or the handler wants more body, so a client is never ahead of the handler by more than one read.
/// Writing is by demand, too: no request is begun and no piece written while the socket cannot take more.
///
/// Everything here runs on the channel's event loop: called by the pipeline, or by the connection's task, which prefers
/// the loop's ``LoopExecutor``. One task serves all requests of the connection in turn.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let environment: ConnectionEnvironment
  var machine: ConnectionStateMachine
  var output = ByteBuffer()
  var date = DateCache()
  private(set) var context: ChannelHandlerContext?
  private(set) var peer: String?
  /// Counts requests, so that a body kept beyond its answer cannot read the next request's.
  var requestNumber = 0

  private var task: Task<Void, Never>?
  private var executor: LoopExecutor?
  private var requestWaiter: UnsafeContinuation<IncomingRequest?, Never>?
  private var writabilityWaiters: [CheckedContinuation<Void, Never>] = []
  var bodyWaiter: CheckedContinuation<ByteBuffer?, any Error>?
  var isBodyReadCancelled = false
  private var isReadPending = false
  private var closing: Closing?

  init(environment: ConnectionEnvironment) {
    self.environment = environment
    machine = ConnectionStateMachine(limits: environment.limits)
  }

  var isOpen: Bool { context != nil }

  // MARK: Pipeline

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    peer = context.remoteAddress?.ipAddress
    let connection = ConnectionReference(self, eventLoop: context.eventLoop)
    environment.registry.add(connection)
    let executor = environment.executors[context.eventLoop]
    self.executor = executor
    executor.attend {
      task = Task(executorPreference: executor) { await Self.serve(connection) }
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    if closing == nil {
      machine.receive(bytes)
    } else {
      closing?.discarded += bytes.readableBytes
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadPending = false
    executor?.attend { advance() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, event == .inputClosed else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    machine.receiveEnd()
    if closing?.isOutputClosed == true { cut() } else { advance() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard context.channel.isWritable else { return }
    resumeWriters()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    environment.logger.debug("connection failed", metadata: ["error": "\(error)"])
    context.close(promise: nil)
  }

  /// The client has left: nobody waits for an answer, so the handler in progress is cancelled.
  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    machine.abort()
    closing?.timeout?.cancel()
    task?.cancel()
    resumeWriters()
    bodyWaiter.take()?.resume(throwing: CancellationError())
    requestWaiter.take()?.resume(returning: nil)
    context.fireChannelInactive()
  }

  private static func serve(_ connection: ConnectionReference) async {
    let handler = connection.handler
    while let incoming = await handler.nextRequest() {
      await handler.answer(incoming)
    }
    handler.environment.registry.remove(handler)
  }

  // MARK: Reading

  /// The next request to handle; nil once the connection is over.
  func nextRequest() async -> IncomingRequest? {
    await writable()
    if let request = pollRequest() { return request }
    guard isOpen else { return nil }
    // Not a checked one, which costs an allocation a request: `take()` sees to it that it is resumed once.
    return await withUnsafeContinuation { requestWaiter = $0 }
  }

  /// Gives new bytes, or the news that no more come, to whoever waits for them.
  private func advance() {
    guard isOpen else { return }
    if closing != nil {
      linger()
    } else if bodyWaiter != nil {
      pollBody()
    } else if requestWaiter != nil, let request = pollRequest() {
      requestWaiter.take()?.resume(returning: request)
    }
  }

  private func pollRequest() -> IncomingRequest? {
    while isOpen, closing == nil {
      switch machine.nextEvent() {
      case .request(let head, let bytes):
        requestNumber += 1
        isBodyReadCancelled = false
        return IncomingRequest(head: head, bytes: bytes, began: .now)
      case .refuse(let error):
        refuse(error)
      case .needMoreBytes:
        flush()
        readMore()
        return nil
      case .close:
        flush()
        close()
      case .busy:
        return nil
      }
    }
    return nil
  }

  func readMore() {
    guard !isReadPending, let context else { return }
    isReadPending = true
    context.read()
  }

  /// The server stops: an idle connection ends now, a busy one with the answer in progress.
  func drain() {
    machine.drain()
    if machine.isIdle, requestWaiter != nil { advance() }
  }

  // MARK: Writing

  func flush() {
    guard let context, output.readableBytes > 0 else { return }
    let bytes = output
    output = ByteBuffer()
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  /// Sends what is waiting where it has grown large, and returns once the socket can take more.
  func writable() async {
    if output.readableBytes >= Self.batchBytes { flush() }
    guard let context, !context.channel.isWritable else { return }
    await withCheckedContinuation { writabilityWaiters.append($0) }
  }

  private func resumeWriters() {
    let waiters = writabilityWaiters
    writabilityWaiters = []
    for waiter in waiters { waiter.resume() }
  }

  // MARK: Closing

  /// Ends the connection once everything is sent.
  ///
  /// Where the client may still be sending, no more is said but bytes are taken in for a moment: closing at once would
  /// make the system answer them with a reset, which destroys the last response before it is read (RFC 9112 section 9.6).
  private func close() {
    guard let context, closing == nil else { return }
    closing = Closing()
    let connection = ConnectionReference(self, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in connection.handler.closeOutput() }
  }

  private func closeOutput() {
    guard let context else { return }
    guard !machine.inputEnded, !machine.isIdle else { return cut() }
    let connection = ConnectionReference(self, eventLoop: context.eventLoop)
    closing?.timeout = context.eventLoop.scheduleTask(in: Self.lingerTime) { connection.handler.cut() }
    context.close(mode: .output, promise: nil)
    linger()
  }

  private func linger() {
    guard let closing, closing.isOutputClosed else { return }
    if closing.discarded > environment.limits.drain { cut() } else { readMore() }
  }

  /// Closes at once, whatever is unsent.
  func cut() {
    context?.close(promise: nil)
  }

  private struct Closing {
    var discarded = 0
    /// Set once the client was told that no more will be sent.
    var timeout: Scheduled<Void>?

    var isOutputClosed: Bool { timeout != nil }
  }

  /// Answers of pipelined requests leave together, up to this many bytes.
  private static let batchBytes = 64 * 1024
  private static let lingerTime = TimeAmount.milliseconds(500)
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}

/// A request on its way from the pipeline to the connection's task.
struct IncomingRequest {
  let head: RequestHead
  let bytes: ByteBuffer
  let began: ContinuousClock.Instant
}

extension Optional {
  /// The value, leaving nil behind: a continuation taken this way cannot be resumed twice.
  mutating func take() -> Wrapped? {
    defer { self = nil }
    return self
  }
}
