import DNS
import Discovery
import Synchronization
import Timing

/// A balancer, a time that stands still until told otherwise, and what the balancer said.
final class BalancerFixture {
  let balancer: Balancer
  var now: TimeSource.Instant
  private let log = ChangeLog()

  init(
    _ instances: [ServiceInstance] = [], policy: BalancerPolicy = BalancerPolicy(),
    detection: DetectionPolicy = DetectionPolicy(), seed: Int = 1
  ) {
    now = .now
    balancer = Balancer(policy: policy, detection: detection, seed: UInt64(seed)) { [log] in log.append($0) }
    if !instances.isEmpty { balancer.update(instances, at: now) }
  }

  /// What was announced since the last call.
  func changes() -> [HealthChange] { log.take() }

  func advance(_ duration: Duration) { now = now.advanced(by: duration) }

  func report(_ instance: ServiceInstance) -> EndpointReport? {
    balancer.report(at: now).first { $0.instance.endpoint == instance.endpoint }
  }

  func state(_ instance: ServiceInstance) -> EndpointReport.State? { report(instance)?.state }

  /// A lease, or nil; `pick` where the reason matters.
  func lease(excluding tried: [ServiceInstance] = []) -> HeldLease? {
    switch balancer.pick(excluding: TriedEndpoints(tried), at: now) {
    case .lease(let lease): HeldLease(lease)
    case .empty: nil
    case .overloaded: nil
    }
  }

  /// `lease`, `empty` or `overloaded`; what was leased is given back.
  func pickName(excluding tried: [ServiceInstance] = []) -> String {
    switch balancer.pick(excluding: TriedEndpoints(tried), at: now) {
    case .lease: "lease"
    case .empty: "empty"
    case .overloaded: "overloaded"
    }
  }

  /// Where the next request goes; it ends at once as cancelled.
  func next(excluding tried: [ServiceInstance] = []) -> ServiceInstance? {
    lease(excluding: tried)?.instance
  }

  /// A lease of just this instance, which must be possible: all others are said to have been tried.
  func lease(of instance: ServiceInstance) -> HeldLease? {
    lease(excluding: balancer.report(at: now).map(\.instance).filter { $0.endpoint != instance.endpoint })
  }

  /// One attempt on this instance. Whether it could be made.
  @discardableResult
  func attempt(
    _ instance: ServiceInstance, _ outcome: Outcome, latency: Duration = .milliseconds(10), error: String? = nil
  ) -> Bool {
    guard let lease = lease(of: instance), lease.instance == instance else { return false }
    lease.finish(outcome, latency: latency, at: now, error: error)
    return true
  }
}

/// A lease in a class, for tests that keep many of them. Dropping it drops the lease.
final class HeldLease {
  private var lease: Lease?
  let instance: ServiceInstance
  let isLastResort: Bool

  init(_ lease: consuming Lease) {
    instance = lease.instance
    isLastResort = lease.isLastResort
    self.lease = consume lease
  }

  func finish(
    _ outcome: Outcome, latency: Duration = .milliseconds(10), at now: TimeSource.Instant, error: String? = nil
  ) {
    lease.take()?.finish(outcome, latency: latency, at: now, error: error)
  }
}

final class ChangeLog: Sendable {
  private let changes = Mutex<[HealthChange]>([])

  func append(_ change: HealthChange) { changes.withLock { $0.append(change) } }

  func take() -> [HealthChange] {
    changes.withLock { changes in
      defer { changes = [] }
      return changes
    }
  }
}

extension TriedEndpoints {
  init(_ instances: [ServiceInstance]) {
    self.init()
    for instance in instances { insert(instance.endpoint) }
  }
}

extension ServiceInstance {
  /// 10.0.0.`number`:80.
  static func at(_ number: Int, priority: UInt16 = 0, weight: UInt16 = 1) -> ServiceInstance {
    ServiceInstance(
      endpoint: Endpoint(address: .v4(0x0A00_0000 + UInt32(number)), port: 80), priority: priority, weight: weight)
  }
}
