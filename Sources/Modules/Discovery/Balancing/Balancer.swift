import Synchronization
package import Timing

/// Chooses an instance for each request, and learns from how it went.
///
/// Synchronous, with one lock that is held for some tens of nanoseconds: a choice must cost next to nothing beside the
/// request that it is for. It does no I/O and knows no clock; whoever owns it runs the probes that it asks for.
package final class Balancer: Sendable {
  private let core: BalancerCore

  /// `onChange` is called outside the lock, on whatever thread an endpoint's state changed, and must not wait: a log line,
  /// a counter, or a sign to whoever runs the probes (``nextProbe(at:)``) and refreshes the set.
  package init(
    policy: BalancerPolicy = BalancerPolicy(), detection: DetectionPolicy = DetectionPolicy(), seed: UInt64,
    onChange: @escaping @Sendable (HealthChange) -> Void = { _ in }
  ) {
    core = BalancerCore(BalancerState(policy, detection, seed: seed), onChange: onChange)
  }

  deinit {
    // The state and the core refer to each other.
    core.state.withLock { $0.close() }
  }

  /// A new set of instances. What is known about those that stay is kept. Those that are missing get no new request, and
  /// what is in flight on them finishes; they are remembered for a while in case they return.
  package func update(_ instances: [ServiceInstance], at now: TimeSource.Instant) {
    let now = core.moment(now)
    core.announce { [core] in $0.update(instances, of: core, at: now) }
  }

  /// Status first, then cost. Never an endpoint in `tried`, unless all were tried: then the least loaded one.
  package func pick(excluding tried: TriedEndpoints, at now: borrowing TimeSource.Instant) -> Pick {
    let now = core.moment(now)
    switch core.state.withLock({ $0.pick(excluding: tried, at: now) }) {
    case .instance(let leased, let isLastResort): return .lease(Lease(leased, isLastResort: isLastResort))
    case .empty: return .empty
    case .overloaded: return .overloaded
    }
  }

  /// The endpoints of the set, and those that left it while requests are in flight.
  package func report(at now: TimeSource.Instant) -> [EndpointReport] {
    let moment = core.moment(now)
    return core.state.withLock { [core] in $0.report(at: moment, origin: core.origin) }
  }

  /// Whether a request succeeded there within the last `duration`.
  package func hasServed(_ endpoint: Endpoint, within duration: Duration, at now: TimeSource.Instant) -> Bool {
    let now = core.moment(now)
    return core.state.withLock { state in
      guard let slot = state.slot(of: endpoint), let last = state.slots[slot].lastSuccess else { return false }
      return now - last <= duration
    }
  }

  /// The endpoints to probe now. Each of them stays in probation, and is not named again, until ``endProbe(_:succeeded:at:)``,
  /// which therefore has to follow, whatever happens.
  package func beginProbes(at now: TimeSource.Instant) -> [Endpoint] {
    let now = core.moment(now)
    return core.state.withLock { $0.beginProbes(at: now) }
  }

  package func endProbe(_ endpoint: Endpoint, succeeded: Bool, at now: TimeSource.Instant) {
    let now = core.moment(now)
    core.announce { $0.endProbe(endpoint, succeeded: succeeded, at: now) }
  }

  /// When ``beginProbes(at:)`` will have something, which may be in the past; nil where nothing waits for a probe. Changes
  /// with every ``HealthChange``.
  package func nextProbe(at now: TimeSource.Instant) -> TimeSource.Instant? {
    core.state.withLock { $0.nextProbe }?.instant(since: core.origin)
  }

  /// Endpoints that something is remembered about.
  package var knownCount: Int {
    core.state.withLock { Array($0.knownSlots).count }
  }
}
