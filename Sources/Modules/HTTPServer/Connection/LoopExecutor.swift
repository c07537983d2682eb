import NIOCore

/// Runs tasks on one event loop: those of its connections, with the handlers in them.
///
/// A handler is plain `async` code and should run where the bytes are. An actor whose executor is the loop does not
/// achieve that: the runtime resumes a continuation on the executor that its task *prefers*, and without one on the
/// global pool, from where the actor hops back: two wake-ups of other threads for each request. So the loop is made the
/// preference of the task itself, which child tasks and default actors called from it inherit.
///
/// Jobs that become ready while bytes are delivered run before the delivery ends, without a turn of the loop.
final class LoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop
  private let queue: NIOLoopBoundBox<JobQueue>
  private let shared: NIOLoopBoundBox<LoopResources>

  init(eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    queue = .makeBoxSendingValue(JobQueue(), eventLoop: eventLoop)
    shared = .makeBoxSendingValue(LoopResources(), eventLoop: eventLoop)
  }

  /// What the loop's connections share. Traps off the loop.
  var resources: LoopResources { shared.value }

  /// Ends the workers that wait for work, and later those that are busy. Called from anywhere.
  func endWorkers() {
    eventLoop.execute { [shared] in shared.value.workers.end() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    guard eventLoop.inEventLoop else {
      return eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
    let queue = queue.value
    queue.append(job)
    if !queue.isAttended { runLater(queue) }
  }

  /// Does `work` and then, before it returns, what tasks had to wait for it. Called on the loop.
  func attend(_ work: () -> Void) {
    let queue = queue.value
    guard !queue.isAttended else { return work() }
    queue.isAttended = true
    work()
    run(queue)
  }

  private func runLater(_ queue: JobQueue) {
    queue.isAttended = true
    let bound = self.queue
    eventLoop.execute { self.run(bound.value) }
  }

  /// Runs what is ready, but gives way to the loop's other work where jobs go on making jobs.
  private func run(_ queue: JobQueue) {
    var left = Self.jobsPerTurn
    while let job = queue.next() {
      job.runSynchronously(on: asUnownedTaskExecutor())
      left -= 1
      if left == 0, !queue.isEmpty { return runLater(queue) }
    }
    queue.isAttended = false
  }

  private static let jobsPerTurn = 256
}

/// Jobs in the order they became ready. Its storage is kept, so that a job costs no allocation.
private final class JobQueue {
  private var jobs: [UnownedJob] = []
  private var head = 0
  /// Somebody will run what is appended.
  var isAttended = false

  var isEmpty: Bool { head == jobs.count }

  func append(_ job: UnownedJob) {
    jobs.append(job)
  }

  func next() -> UnownedJob? {
    guard head < jobs.count else {
      jobs.removeAll(keepingCapacity: true)
      head = 0
      return nil
    }
    defer { head += 1 }
    return jobs[head]
  }
}

@available(*, unavailable)
extension JobQueue: Sendable {}

/// One ``LoopExecutor`` for each event loop of a group.
struct LoopExecutors: Sendable {
  private let executors: [ObjectIdentifier: LoopExecutor]

  init(_ group: any EventLoopGroup) {
    executors = Dictionary(
      uniqueKeysWithValues: group.makeIterator().map { (ObjectIdentifier($0), LoopExecutor(eventLoop: $0)) })
  }

  func endWorkers() {
    for executor in executors.values { executor.endWorkers() }
  }

  /// The executor of `eventLoop`, which must be of the group.
  subscript(eventLoop: any EventLoop) -> LoopExecutor {
    guard let executor = executors[ObjectIdentifier(eventLoop)] else {
      preconditionFailure("a connection is on an event loop that is not the server's")
    }
    return executor
  }
}
