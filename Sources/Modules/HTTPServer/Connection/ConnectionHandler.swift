import HTTPTypes
import Logging
import NIOCore

/// What all connections of a server share.
struct ConnectionEnvironment: Sendable {
  let limits: Limits
  let times: DeadlineTimes
  let halfClose: HalfClose
  let standingFields: StandingFields
  let handler: any RequestHandler
  let observer: (any ExchangeObserver)?
  let registry: ConnectionRegistry
  let executors: LoopExecutors
  let logger: Logger
}

/// Joins a channel to its ``ConnectionStateMachine`` and to the task that runs its handlers.
///
/// It decides nothing about HTTP, nor about time, which is ``ConnectionDeadlines``' part. Reading runs ahead of the
/// handler by a bounded number of bytes: asking for the next read within each read costs no system call, and a client
/// that leaves is noticed while its handler runs. Writing is by demand: no request is begun and no piece written while the
/// socket cannot take more.
///
/// Everything here runs on the channel's event loop: called by the pipeline, or by the connection's task, which prefers
/// the loop's ``LoopExecutor``. One task serves all requests of the connection in turn.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let environment: ConnectionEnvironment
  var machine: ConnectionStateMachine
  var output = ByteBuffer()
  private(set) var context: ChannelHandlerContext?
  private(set) var peer: String?
  var deadlines: ConnectionDeadlines
  var alarm: ConnectionAlarm?
  /// Counts requests, so that a body kept beyond its answer cannot read the next request's.
  var requestNumber = 0

  private(set) var task: Task<Void, Never>?
  private var executor: LoopExecutor?
  private(set) var resources: LoopResources?
  private(set) var requestWaiter: UnsafeContinuation<IncomingRequest?, Never>?
  private var writabilityWaiters: [CheckedContinuation<Void, Never>] = []
  var bodyWaiter: CheckedContinuation<ByteBuffer?, any Error>?
  var isBodyReadCancelled = false
  private var isReadPending = false
  private var hasUnflushedWrites = false
  private var bytesRead = 0
  private var closing: Closing?

  init(environment: ConnectionEnvironment, acceptedAt: NIODeadline) {
    self.environment = environment
    machine = ConnectionStateMachine(limits: environment.limits)
    deadlines = ConnectionDeadlines(times: environment.times, acceptedAt: acceptedAt)
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
    resources = executor.resources
    executor.attend {
      task = Task(executorPreference: executor) { await Self.serve(connection) }
    }
    readMore()
    setAlarm()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    bytesRead += bytes.readableBytes
    if closing == nil {
      machine.receive(bytes)
    } else {
      closing?.discarded += bytes.readableBytes
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadPending = false
    if bytesRead > 0 {
      deadlines.receive(bytesRead, now: now)
      bytesRead = 0
    }
    executor?.attend {
      advance()
      readAhead()
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, event == .inputClosed else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    machine.receiveEnd()
    if closing?.isOutputClosed == true { cut() } else { advance() }
    cancelIfClientLeft()
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
    alarm.take()?.cancel()
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
  func advance() {
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
        if !deadlines.beginRequest(buffered: machine.received.readableBytes, now: now) { machine.endWithThisRequest() }
        cancelIfClientLeft()
        readAhead()
        return IncomingRequest(head: head, bytes: bytes, began: now)
      case .refuse(let error):
        refuse(error)
      case .needMoreBytes:
        flush()
        if machine.isSkippingBody {
          deadlines.awaitBody(now: now)
        } else {
          deadlines.awaitHead(begun: machine.received.readableBytes > 0, now: now)
        }
        setAlarm()
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
    guard !isReadPending, !machine.inputEnded, let context else { return }
    isReadPending = true
    context.read()
  }

  /// Keeps the socket read as long as little is waiting to be processed. What is more stays with the system, whose
  /// window then stops the client.
  func readAhead() {
    if closing == nil, machine.received.readableBytes < environment.limits.readAhead { readMore() }
  }

  /// The client has ended its half, and nothing of what it sent is unprocessed: taken as leaving, which cancels the
  /// handler of its last request. It is sent the answer all the same where there is one.
  func cancelIfClientLeft() {
    if environment.halfClose == .cancels, machine.isInputExhausted { task?.cancel() }
  }

  /// The server stops: an idle connection ends now or soon, a busy one with the answer in progress.
  func drain() {
    machine.drain()
    if deadlines.drain(now: now) { endIdle() }
    setAlarm()
  }

  /// Ends a connection that has no request in progress.
  func endIdle() {
    machine.end()
    deadlines.finish()
    advance()
  }

  // MARK: Writing

  func flush() {
    guard let context, hasUnflushedWrites || output.readableBytes > 0 else { return }
    hand(&output, to: context)
    hasUnflushedWrites = false
    context.flush()
    setAlarm()
  }

  /// A piece that is worth more than the copy into ``output`` goes to the socket as it is, behind what is there.
  func write(large piece: ByteBuffer) {
    guard let context else { return }
    hand(&output, to: context)
    deadlines.write(piece.readableBytes, now: now)
    context.write(wrapOutboundOut(piece), promise: nil)
    hasUnflushedWrites = true
  }

  /// Makes `output` ready for an answer.
  func prepareOutput() {
    if output.storageCapacity == 0, let resources { output = resources.takeBuffer() }
  }

  private func hand(_ output: inout ByteBuffer, to context: ChannelHandlerContext) {
    guard output.readableBytes > 0 else { return }
    let bytes = output
    output = ByteBuffer()
    deadlines.write(bytes.readableBytes, now: now)
    context.write(wrapOutboundOut(bytes), promise: nil)
    resources?.giveBack(bytes)
  }

  /// Sends what is waiting where it has grown large, and returns once the socket can take more.
  func writable() async {
    if hasUnflushedWrites || output.readableBytes >= Self.batchBytes { flush() }
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
    deadlines.finish()
    let connection = ConnectionReference(self, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in connection.handler.closeOutput() }
  }

  private func closeOutput() {
    guard let context else { return }
    guard !machine.inputEnded, !machine.isIdle else { return cut() }
    closing?.isOutputClosed = true
    deadlines.linger(now: now)
    setAlarm()
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
    /// The client was told that no more will be sent.
    var isOutputClosed = false
  }

  /// Answers of pipelined requests leave together, up to this many bytes.
  private static let batchBytes = 64 * 1024
}

@available(*, unavailable)
extension ConnectionHandler: Sendable {}

/// A request on its way from the pipeline to the connection's task.
struct IncomingRequest {
  let head: RequestHead
  let bytes: ByteBuffer
  let began: NIODeadline
}

extension Optional {
  /// The value, leaving nil behind: a continuation taken this way cannot be resumed twice.
  mutating func take() -> Wrapped? {
    defer { self = nil }
    return self
  }
}
