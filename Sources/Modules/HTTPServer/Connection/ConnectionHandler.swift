import HTTPTypes
import Logging
import NIOCore

/// What all connections of a server share: an object, so that it costs each of them a reference.
final class ConnectionEnvironment: Sendable {
  let limits: Limits
  let times: DeadlineTimes
  let halfClose: HalfClose
  let standingFields: StandingFields
  let handler: any RequestHandler
  let observer: (any ExchangeObserver)?
  let registry: ConnectionRegistry
  let executors: LoopExecutors
  let logger: Logger
  let failures: FailureReport

  init(
    limits: Limits, halfClose: HalfClose, standingFields: StandingFields, handler: any RequestHandler,
    observer: (any ExchangeObserver)?, registry: ConnectionRegistry, executors: LoopExecutors, logger: Logger
  ) {
    self.limits = limits
    times = DeadlineTimes(limits)
    self.halfClose = halfClose
    self.standingFields = standingFields
    self.handler = handler
    self.observer = observer
    self.registry = registry
    self.executors = executors
    self.logger = logger
    failures = FailureReport(logger: logger)
  }
}

/// Joins a channel to its ``ConnectionStateMachine`` and to the ``Worker`` that runs its handlers.
///
/// It decides nothing about HTTP, nor about time, which is ``ConnectionDeadlines``' part. Reading runs ahead of the
/// handler by a bounded number of bytes: asking for the next read within each read costs no system call, and a client
/// that leaves is noticed while its handler runs. Writing is by demand: no request is begun and no piece written while the
/// socket cannot take more.
///
/// Everything here runs on the channel's event loop: called by the pipeline, or by the worker's task, which prefers the
/// loop's ``LoopExecutor``. A worker is taken when a whole head is here, serves the requests behind it in turn, and is
/// given up when the next one is waited for: a connection that waits costs no task.
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

  private(set) var worker: Worker?
  private var executor: LoopExecutor?
  private(set) var resources: LoopResources?
  private var writabilityWaiters: [CheckedContinuation<Void, Never>] = []
  var bodyWaiter: UnsafeContinuation<ByteBuffer?, any Error>?
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
    let executor = environment.executors[context.eventLoop]
    self.executor = executor
    resources = executor.resources
    environment.registry.add(ConnectionReference(self, eventLoop: context.eventLoop))
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
    cancelHandler()
    machine.abort()
    alarm.take()?.cancel()
    resumeWriters()
    bodyWaiter.take()?.resume(throwing: CancellationError())
    if worker == nil { environment.registry.remove(self) }
    context.fireChannelInactive()
  }

  /// Answers the request that `worker` brings and what is here behind it.
  func serve(from worker: Worker) async {
    var next = worker.takeRequest()
    repeat {
      // Let go before the next head is read: the storage of this one is used again then.
      if let incoming = next.take() {
        cancelIfClientLeft()
        await answer(incoming)
      }
      await writable()
      // A worker that was cancelled, which a handler's deadline does, too, serves nobody after: the next one is not at
      // fault, and gets another.
      next = Task.isCancelled ? nil : pollRequest()
    } while next != nil
    self.worker = nil
    if !isOpen {
      environment.registry.remove(self)
    } else if Task.isCancelled {
      advance()
    }
  }

  /// Cancels the handler at work, but not a worker that is done with it, and that others can use.
  private func cancelHandler() {
    if machine.isAnswering { worker?.cancel() }
  }

  // MARK: Reading

  /// Gives new bytes, or the news that no more come, to whoever waits for them.
  func advance() {
    guard isOpen else { return }
    if closing != nil {
      linger()
    } else if bodyWaiter != nil {
      pollBody()
    } else if worker == nil, let request = pollRequest() {
      begin(request)
    }
  }

  private func begin(_ request: IncomingRequest) {
    guard let context, let executor, let resources else { return }
    let worker = resources.workers.take(executor: executor, eventLoop: context.eventLoop)
    self.worker = worker
    worker.serve(request, of: self)
  }

  private func pollRequest() -> IncomingRequest? {
    while isOpen, closing == nil {
      switch machine.nextEvent() {
      case .request(let head, let bytes):
        requestNumber += 1
        isBodyReadCancelled = false
        if !deadlines.beginRequest(buffered: machine.received.readableBytes, now: now) { machine.endWithThisRequest() }
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
    if environment.halfClose == .cancels, machine.isInputExhausted { cancelHandler() }
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

/// A request on its way from the pipeline to a worker.
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
