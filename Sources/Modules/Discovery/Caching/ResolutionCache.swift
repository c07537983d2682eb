package import Logging
import Synchronization
package import Timing

/// The instances of one service: asks its resolver when that is due, once for all callers, and hands on what changed.
///
/// It runs no timer. Uses drive it: one that finds the answer nearly over begins a query and goes on with what is known.
/// So a service that nobody uses costs nothing; only a ``ServiceWatcher`` asks by itself, for as long as it is used.
package final class ResolutionCache: Sendable {
  private struct Shared: Sendable {
    var state: ResolutionState
    var waiters = WaitingCallers()
    var query: Task<Void, Never>?
    var isStopped = false
  }

  private let resolver: any ServiceResolver
  private let policy: CachePolicy
  private let time: TimeSource
  private let random: RandomSource
  private let hasServedRecently: @Sendable (Endpoint) -> Bool
  private let onChange: @Sendable ([ServiceInstance]) -> Void
  private let journal: ResolutionJournal
  private let shared: Mutex<Shared>

  /// - Parameters:
  ///   - hasServedRecently: Whether the endpoint answered well within the last 30 s: the balancer knows. Such an endpoint
  ///     is kept though the registry says that there is nobody.
  ///   - onChange: Called in order, never concurrently, with the whole set, whenever that changes. It is empty where
  ///     nobody is known any longer.
  ///   - logger: Gets one line for each change of state. Its metadata should name the service.
  package init(
    resolver: any ServiceResolver, policy: CachePolicy = CachePolicy(), time: TimeSource, random: RandomSource,
    hasServedRecently: @escaping @Sendable (Endpoint) -> Bool,
    onChange: @escaping @Sendable ([ServiceInstance]) -> Void, logger: Logger
  ) {
    self.resolver = resolver
    self.policy = policy
    self.time = time
    self.random = random
    self.hasServedRecently = hasServedRecently
    self.onChange = onChange
    journal = ResolutionJournal(logger: logger)
    shared = Mutex(Shared(state: ResolutionState(policy: policy, at: time.now())))
  }

  /// Notes a use, and begins a query ahead where that is due. False where no instance is known and the caller must
  /// ``wait(deadline:)``.
  package func touch(at now: TimeSource.Instant) -> Bool {
    let (isKnown, isDue) = shared.withLock { $0.isStopped ? ($0.state.isPublished, false) : $0.state.use(at: now) }
    if isDue { begin() }
    return isKnown
  }

  /// An instance could not be connected to: asks anew, at most once a second.
  package func refreshEarly(at now: TimeSource.Instant) {
    if shared.withLock({ !$0.isStopped && $0.state.refreshEarly(at: now) }) { begin() }
  }

  /// Returns once an instance is known. Throws ``ResolutionFailure`` with the answer's reason where there is none: at once
  /// where that was said not long ago.
  package func wait(deadline: Deadline) async throws(ResolutionFailure) {
    try await join(deadline: deadline, acceptsRefusal: true)
  }

  /// Returns once an instance is known, asking again as often as is due. Throws the last ``ResolutionFailure`` at the
  /// deadline.
  package func waitUntilKnown(deadline: Deadline) async throws(ResolutionFailure) {
    while true {
      do {
        return try await join(deadline: deadline, acceptsRefusal: false)
      } catch {
        if error.code == .cancelled { throw error }
        if deadline.hasPassed(at: time.now()) {
          throw shared.withLock { $0.state.history.lastFailure } ?? error
        }
      }
    }
  }

  package func report(at now: TimeSource.Instant) -> ResolutionReport {
    shared.withLock { $0.state }.report(asking: resolver.question, at: now)
  }

  /// Cancels what is under way. Whoever waits gets `cancelled`, and nothing is asked any longer.
  package func stop() {
    let (query, waiters) = shared.withLock { shared in
      shared.isStopped = true
      defer { shared.query = nil }
      return (shared.query, shared.waiters.removeAll())
    }
    query?.cancel()
    for waiter in waiters {
      waiter.resume(.failure(ResolutionFailure(.cancelled, "The lookup was stopped.")))
    }
  }
}

// MARK: Callers that wait

extension ResolutionCache {
  private func join(deadline: Deadline, acceptsRefusal: Bool) async throws(ResolutionFailure) {
    let id = shared.withLock { $0.waiters.newID() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enroll(id, continuation, deadline: deadline, acceptsRefusal: acceptsRefusal)
      }
    } onCancel: {
      settle(id, .failure(ResolutionFailure(.cancelled, "The caller left while it waited for the lookup.")))
    }
    try result.get()
  }

  private func enroll(
    _ id: Int, _ continuation: WaitingCallers.Continuation, deadline: Deadline, acceptsRefusal: Bool
  ) {
    let now = time.now()
    enum Next { case settled(Result<Void, ResolutionFailure>), waits(isDue: Bool, until: TimeSource.Instant) }
    let next: Next = shared.withLock { shared in
      if shared.isStopped { return .settled(.failure(ResolutionFailure(.cancelled, "The lookup was stopped."))) }
      // Whoever has left before this lock is held finds nobody to settle.
      if Task.isCancelled {
        return .settled(.failure(ResolutionFailure(.cancelled, "The caller left before the lookup.")))
      }
      let refusal = shared.state.refusal(at: now)
      let (isKnown, isDue) = shared.state.use(at: now)
      if isKnown { return .settled(.success(())) }
      if let refusal, acceptsRefusal { return .settled(.failure(refusal)) }
      shared.waiters.add(id, continuation)
      // Nobody else asks when the time of the refusal is over.
      let again = refusal == nil || shared.state.isQuerying ? nil : shared.state.dueAt
      return .waits(isDue: isDue, until: min(deadline.instant, again ?? deadline.instant))
    }
    switch next {
    case .settled(let result): continuation.resume(returning: result)
    case .waits(let isDue, let instant):
      if isDue { begin() }
      let time = time
      let timer = Task {
        try? await time.sleepUntil(instant)
        self.settle(id, .failure(ResolutionFailure(.timedOut, "No answer to the lookup in time.")))
      }
      if !shared.withLock({ $0.waiters.keep(timer, for: id) }) { timer.cancel() }
    }
  }

  private func settle(_ id: Int, _ result: Result<Void, ResolutionFailure>) {
    shared.withLock { $0.waiters.remove(id) }?.resume(result)
  }
}

// MARK: Queries

extension ResolutionCache {
  /// Runs the query that the state has taken as begun, in a task of its own: it outlives the caller that caused it.
  private func begin() {
    let query = Task {
      if let watcher = resolver as? any ServiceWatcher {
        await watch(watcher)
      } else {
        await ask()
      }
    }
    let isStopped = shared.withLock { shared in
      shared.query = query
      return shared.isStopped
    }
    if isStopped { query.cancel() }
  }

  private func ask() async {
    let deadline = Deadline.after(policy.queryTimeout, by: time)
    let answer: Result<Resolution, ResolutionFailure>
    do {
      answer = .success(try await resolver.resolve(deadline: deadline))
    } catch {
      answer = .failure(error)
    }
    take(answer, goesOn: false)
  }

  private func watch(_ watcher: any ServiceWatcher) async {
    var pace = WatchPace()
    var version: UInt64 = 0
    _ = pace.next(at: time.now())
    while true {
      let answer = await watcher.watch(after: version)
      guard take(answer.result, goesOn: true) else { return }
      let now = time.now()
      let (next, condition) = shared.withLock { ($0.state.nextWatch(at: now), $0.state.condition) }
      guard let next else { return }
      // What is doubted is asked for at once, not when it changes.
      version = condition == .doubted ? 0 : answer.version
      guard (try? await time.sleepUntil(max(next, pace.next(at: now)))) != nil else { return }
      let began = time.now()
      shared.withLock { $0.state.goOn(at: began) }
    }
  }

  /// Hands on what the answer changes, and lets those go on who wait for it. False where the cache was stopped.
  @discardableResult
  private func take(_ answer: Result<Resolution, ResolutionFailure>, goesOn: Bool) -> Bool {
    let now = time.now()
    let before = shared.withLock { $0.state }
    var served: Set<Endpoint> = []
    if case .failure(let failure) = answer, failure.isAuthoritative {
      // Asked outside of the lock: it takes one of its own.
      served = Set(before.instances.map(\.endpoint).filter(hasServedRecently))
    }
    let taken: (state: ResolutionState, isChange: Bool)? = shared.withLock { shared in
      if shared.isStopped { return nil }
      let isChange = shared.state.take(answer, served: served, at: now, random: random)
      return (shared.state, isChange)
    }
    guard let (after, isChange) = taken else { return false }
    if isChange { onChange(after.instances) }
    journal.note(from: before, to: after)
    let waiters = shared.withLock { shared in
      shared.state.publish(goesOn: goesOn)
      return shared.waiters.removeAll()
    }
    let result: Result<Void, ResolutionFailure> =
      after.instances.isEmpty
      ? .failure(after.history.lastFailure ?? ResolutionFailure(.noInstances, "There is no instance."))
      : .success(())
    for waiter in waiters { waiter.resume(result) }
    return true
  }
}
