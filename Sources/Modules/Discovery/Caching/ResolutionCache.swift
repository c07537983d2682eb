package import Logging
import Synchronization
package import Timing

/// The instances of one service: asks its resolver when that is due, once for all callers, and hands on what changed.
///
/// It runs no timer. Uses drive it: one that finds the answer nearly over begins a query and goes on with what is known.
/// So a service that nobody uses costs nothing; only a ``ServiceWatcher`` asks by itself, for as long as it is used.
package final class ResolutionCache: Sendable {
  /// What the callers and the query share, under one lock that is held for nanoseconds.
  struct Shared: Sendable {
    var state: ResolutionState
    var waiters = WaitingCallers()
    var query: Task<Void, Never>?
    var isStopped = false
  }

  let resolver: any ServiceResolver
  let policy: CachePolicy
  let time: TimeSource
  let random: RandomSource
  let hasServedRecently: @Sendable (Endpoint) -> Bool
  let onChange: @Sendable ([ServiceInstance]) -> Void
  let journal: ResolutionJournal
  let shared: Mutex<Shared>

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
