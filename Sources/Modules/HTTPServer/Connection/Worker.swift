import NIOCore

/// A task that runs handlers: those of one connection while its requests come, then those of whichever needs one next.
///
/// A task keeps the memory of its deepest call for as long as it lives, several KiB. So none belongs to a connection: one
/// that waits for its client costs no task, and a busy loop serves all its connections with the few that are warm already.
/// What is between two connections stays between them: a worker that was cancelled ends, and values of a task's context
/// end with the handler that set them.
///
/// Used on its event loop only.
final class Worker {
  private var task: Task<Void, Never>?
  private var connection: ConnectionHandler?
  private var request: IncomingRequest?
  private var waiter: UnsafeContinuation<Void, Never>?

  /// Its task begins with the next turn of the executor, behind the call of ``serve(_:of:)``.
  fileprivate static func start(on executor: LoopExecutor, eventLoop: any EventLoop) -> Worker {
    let worker = Worker()
    let bound = NIOLoopBound(worker, eventLoop: eventLoop)
    // Detached: it is not for the task that happens to run now, where there is one.
    worker.task = Task.detached(executorPreference: executor) { await run(bound, executor) }
    return worker
  }

  func serve(_ request: IncomingRequest, of connection: ConnectionHandler) {
    self.connection = connection
    self.request = request
    waiter.take()?.resume()
  }

  /// Cancels the handler at work.
  func cancel() {
    task?.cancel()
  }

  fileprivate func end() {
    waiter.take()?.resume()
  }

  /// The request to begin with. Handed out once and not held here: its storage is used again for the next.
  func takeRequest() -> IncomingRequest? {
    request.take()
  }

  /// False where there is nothing to do.
  private func finishWork() async -> Bool {
    guard let connection = connection.take() else { return false }
    await connection.serve(from: self)
    return true
  }

  private static func run(_ bound: NIOLoopBound<Worker>, _ executor: LoopExecutor) async {
    let worker = bound.value
    while await worker.finishWork() {
      guard !Task.isCancelled, executor.resources.workers.keep(worker) else { return }
      // Not a checked one, which costs an allocation a request: `take()` sees to it that it is resumed once.
      await withUnsafeContinuation { worker.waiter = $0 }
    }
  }
}

@available(*, unavailable)
extension Worker: Sendable {}

/// The workers of one event loop that have no work.
struct SpareWorkers {
  private var workers: [Worker] = []
  private var isEnded = false

  /// One that waits, the last that worked, or else a new one.
  mutating func take(executor: LoopExecutor, eventLoop: any EventLoop) -> Worker {
    workers.popLast() ?? Worker.start(on: executor, eventLoop: eventLoop)
  }

  /// False where there are enough.
  fileprivate mutating func keep(_ worker: Worker) -> Bool {
    guard !isEnded, workers.count < Self.most else { return false }
    workers.append(worker)
    return true
  }

  /// Ends them all, and each that comes back.
  mutating func end() {
    isEnded = true
    for worker in workers { worker.end() }
    workers = []
  }

  var count: Int { workers.count }

  private static let most = 64
}
