import Synchronization
package import Timing

/// Chooses an instance for each request, and learns from how it went.
///
/// Synchronous, with one lock that is held for some tens of nanoseconds: a choice must cost next to nothing beside the
/// request that it is for. It does no I/O and knows no clock; whoever owns it runs the probes that it asks for.
package final class Balancer: Sendable {
  private let state: Mutex<BalancerState>
  private let onChange: @Sendable (HealthChange) -> Void
  /// What times are counted from.
  private let origin = TimeSource.Instant.now

  /// `onChange` is called outside the lock, on whatever thread an endpoint's state changed, and must not wait: a log line,
  /// a counter, or a sign to whoever runs the probes (``nextProbe(at:)``) and refreshes the set.
  package init(
    policy: BalancerPolicy = BalancerPolicy(), detection: DetectionPolicy = DetectionPolicy(), seed: UInt64,
    onChange: @escaping @Sendable (HealthChange) -> Void = { _ in }
  ) {
    state = Mutex(BalancerState(policy, detection, seed: seed))
    self.onChange = onChange
  }

  /// A new set of instances. What is known about those that stay is kept. Those that are missing get no new request, and
  /// what is in flight on them finishes; they are remembered for a while in case they return.
  package func update(_ instances: [ServiceInstance], at now: TimeSource.Instant) {
    let now = moment(now)
    announce { $0.update(instances, at: now) }
  }

  /// Status first, then cost. Never an endpoint in `tried`, unless all were tried: then the least loaded one.
  package func pick(excluding tried: borrowing TriedEndpoints, at now: TimeSource.Instant) -> Pick {
    let now = moment(now)
    // Two closures, for one that refers to `tried` would copy it.
    let choice =
      tried.isEmpty
      ? state.withLock { $0.pick(at: now) }
      : state.withLock { [tried = copy tried] state in state.pick(excluding: tried, at: now) }
    switch choice {
    case .slot(let slot, let instance, let isLastResort):
      return .lease(Lease(instance, isLastResort: isLastResort, slot: slot, of: self))
    case .empty: return .empty
    case .overloaded: return .overloaded
    }
  }

  /// The endpoints of the set, and those that left it while requests are in flight.
  package func report(at now: TimeSource.Instant) -> [EndpointReport] {
    state.withLock { $0.report(at: moment(now), origin: origin) }
  }

  /// Whether a request succeeded there within the last `duration`.
  package func hasServed(_ endpoint: Endpoint, within duration: Duration, at now: TimeSource.Instant) -> Bool {
    state.withLock { state in
      guard let slot = state.slot(of: endpoint), let last = state.slots[slot].lastSuccess else { return false }
      return moment(now) - last <= duration
    }
  }

  /// The endpoints to probe now. Each of them stays in probation, and is not named again, until ``endProbe(_:succeeded:at:)``,
  /// which therefore has to follow, whatever happens.
  package func beginProbes(at now: TimeSource.Instant) -> [Endpoint] {
    state.withLock { $0.beginProbes(at: moment(now)) }
  }

  package func endProbe(_ endpoint: Endpoint, succeeded: Bool, at now: TimeSource.Instant) {
    announce { $0.endProbe(endpoint, succeeded: succeeded, at: moment(now)) }
  }

  /// When ``beginProbes(at:)`` will have something, which may be in the past; nil where nothing waits for a probe. Changes
  /// with every ``HealthChange``.
  package func nextProbe(at now: TimeSource.Instant) -> TimeSource.Instant? {
    state.withLock { $0.nextProbe }?.instant(since: origin)
  }

  /// Endpoints that something is remembered about.
  package var knownCount: Int {
    state.withLock { Array($0.knownSlots).count }
  }

  /// For leases.
  func finish(
    _ slot: Int, _ outcome: Outcome, latency: Duration, wasLastResort: Bool, error: String?, at now: TimeSource.Instant
  ) {
    let now = moment(now)
    announce {
      $0.finish(slot, outcome, latency: latency, wasLastResort: wasLastResort, error: error, at: now)
    }
  }

  func release(_ slot: Int) {
    announce { $0.release(slot) }
  }

  private func moment(_ now: TimeSource.Instant) -> Moment {
    Moment(now, since: origin)
  }

  @inline(__always)
  private func announce(_ body: (inout BalancerState) -> Void) {
    let changes = state.withLock { state in
      body(&state)
      return state.takeChanges()
    }
    for change in changes { onChange(change) }
  }
}
