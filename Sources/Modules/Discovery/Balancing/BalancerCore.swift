import Synchronization
import Timing

/// What a ``Balancer`` shares with its leases, which may outlive it.
final class BalancerCore: Sendable {
  let state: Mutex<BalancerState>
  private let onChange: @Sendable (HealthChange) -> Void
  /// What times are counted from.
  let origin = TimeSource.Instant.now

  init(_ state: BalancerState, onChange: @escaping @Sendable (HealthChange) -> Void) {
    self.state = Mutex(state)
    self.onChange = onChange
  }

  func finish(
    _ slot: Int, _ outcome: Outcome, latency: Duration, wasLastResort: Bool, error: String?,
    at now: borrowing TimeSource.Instant
  ) {
    let now = moment(now)
    announce {
      $0.finish(slot, outcome, latency: latency, wasLastResort: wasLastResort, error: error, at: now)
    }
  }

  func release(_ slot: Int) {
    announce { $0.release(slot) }
  }

  func moment(_ now: borrowing TimeSource.Instant) -> Moment {
    Moment(now, since: origin)
  }

  /// Does `body` under the lock, and tells the owner of what it changed when the lock is open.
  @inline(__always)
  func announce(_ body: (inout BalancerState) -> Void) {
    let changes = state.withLock { state in
      body(&state)
      return state.takeChanges()
    }
    guard let changes else { return }
    for change in changes { onChange(change) }
  }
}

/// An instance, and all else that a lease of it needs: one object, since counting one more reference takes as long as a lock.
///
/// The state refers to these and these to the core, which holds the state: ``BalancerState/close()`` ends that.
final class LeasedInstance: Sendable {
  let instance: ServiceInstance
  private let slot: Int
  private let core: BalancerCore

  init(_ instance: ServiceInstance, slot: Int, of core: BalancerCore) {
    self.instance = instance
    self.slot = slot
    self.core = core
  }

  func finish(
    _ outcome: Outcome, latency: Duration, wasLastResort: Bool, error: String?, at now: borrowing TimeSource.Instant
  ) {
    core.finish(slot, outcome, latency: latency, wasLastResort: wasLastResort, error: error, at: now)
  }

  func release() {
    core.release(slot)
  }
}
