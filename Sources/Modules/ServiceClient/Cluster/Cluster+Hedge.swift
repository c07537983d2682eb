import Discovery
import Synchronization
import Timing

/// A second attempt beside a slow first one. Off unless the policy says otherwise.
extension Cluster {
  private enum Racer: Sendable {
    case first(Attempt)
    case hedge(Attempt)
    case notSent
  }

  /// How long to wait before a hedge of `request`; nil where there is to be none.
  func hedgeDelay(_ request: ServiceRequest, at now: TimeSource.Instant) -> Duration? {
    guard let hedge = policy.hedge, request.isIdempotent, request.isReplayable, request.incomingAttempt <= 1,
      let tail = ledger.tail(at: now)
    else { return nil }
    return max(tail, hedge.floor)
  }

  /// Runs the attempt that `lease` is for, and after `delay` another one on another instance beside it. The first good
  /// answer wins; the other attempt is cancelled, which says nothing about its instance. The last of the attempts made is
  /// the one that counts.
  func race(
    _ request: ServiceRequest, number: Int, plan: AttemptPlan, lease: consuming Lease, hedgeAfter delay: Duration,
    deadline: Deadline, tried: TriedEndpoints, at began: TimeSource.Instant
  ) async -> [Attempt] {
    var tried = tried
    tried.insert(lease.instance.endpoint)
    let held = HeldLease(lease)
    return await withTaskGroup(of: Racer.self) { group in
      group.addTask {
        guard let lease = held.take() else { return .notSent }
        return .first(await self.attempt(request, number: number, plan: plan, lease: lease, at: began))
      }
      group.addTask { [tried] in
        guard (try? await self.time.sleep(for: delay)) != nil, !Task.isCancelled else { return .notSent }
        return await self.hedge(request, number: number + 1, deadline: deadline, tried: tried)
      }
      return await Self.winner(of: &group)
    }
  }

  private func hedge(
    _ request: ServiceRequest, number: Int, deadline: Deadline, tried: TriedEndpoints
  ) async -> Racer {
    let now = time.now()
    let plan = AttemptPlan(
      at: now, deadline: deadline, policy: policy, usual: ledger.median(at: now), mayBeFollowed: false)
    guard let plan else { return .notSent }
    switch balancer.pick(excluding: tried, at: now) {
    case .lease(let lease):
      // Another instance or none: the same one would be as slow, and have more to do. The lease ends unused.
      guard !tried.contains(lease.instance.endpoint), !lease.isLastResort, ledger.hedge(at: now) else {
        return .notSent
      }
      journal.hedged()
      return .hedge(await attempt(request, number: number, plan: plan, lease: lease, at: now))
    case .empty: return .notSent
    case .overloaded: return .notSent
    }
  }

  /// The attempts that were made, the one that counts as the last.
  private static func winner(of group: inout TaskGroup<Racer>) async -> [Attempt] {
    var losers: [Attempt] = []
    var winner: Attempt?
    for await racer in group {
      switch racer {
      case .notSent: continue
      case .first(let attempt), .hedge(let attempt):
        if let best = winner {
          losers.append(best.isGood || !attempt.isGood ? attempt : best)
          if !best.isGood, attempt.isGood { winner = attempt }
        } else {
          winner = attempt
        }
        if attempt.isGood { group.cancelAll() }
      }
    }
    return losers + (winner.map { [$0] } ?? [])
  }
}

extension Attempt {
  /// An answer that no other attempt is wanted for.
  fileprivate var isGood: Bool {
    switch end {
    case .answered(let status, _): ![429, 502, 503, 504].contains(status)
    default: false
    }
  }
}

/// Carries a lease into a task: a value that cannot be copied cannot be captured by an escaping closure.
private final class HeldLease: Sendable {
  private let lease: Mutex<Lease?>

  init(_ lease: consuming sending Lease) {
    self.lease = Mutex(lease)
  }

  func take() -> Lease? {
    lease.withLock { lease in
      let taken = lease.take()
      return taken
    }
  }
}
