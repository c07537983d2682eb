package import Timing

/// An endpoint lent for one attempt. While it lasts, the attempt counts as pending there, so it has to end exactly once: it
/// cannot be copied, and one that is dropped ends as cancelled.
package struct Lease: ~Copyable, Sendable {
  package let instance: ServiceInstance

  /// The endpoint is not available; no other was either.
  package let isLastResort: Bool

  private let balancer: Balancer
  private var slot: Int?

  init(_ instance: ServiceInstance, isLastResort: Bool, slot: Int, of balancer: Balancer) {
    self.instance = instance
    self.isLastResort = isLastResort
    self.slot = slot
    self.balancer = balancer
  }

  /// `latency` is the time to the head of the answer, or to the failure; `error` is a short text for people.
  package consuming func finish(
    _ outcome: Outcome, latency: Duration, at now: TimeSource.Instant, error: String? = nil
  ) {
    guard let slot else { return }
    self.slot = nil
    balancer.finish(slot, outcome, latency: latency, wasLastResort: isLastResort, error: error, at: now)
  }

  deinit {
    if let slot { balancer.release(slot) }
  }
}

/// What a balancer has for a request.
package enum Pick: ~Copyable, Sendable {
  case lease(Lease)
  /// No endpoint is known.
  case empty
  /// Every endpoint that could be used has as many requests as it may: fail now rather than queue.
  case overloaded
}
