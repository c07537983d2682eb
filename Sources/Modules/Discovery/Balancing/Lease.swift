package import Timing

/// An endpoint lent for one attempt. While it lasts, the attempt counts as pending there, so it has to end exactly once: it
/// cannot be copied, and one that is dropped ends as cancelled.
package struct Lease: ~Copyable, Sendable {
  package var instance: ServiceInstance { leased.instance }

  /// The endpoint is not available; no other was either.
  package let isLastResort: Bool

  private let leased: LeasedInstance
  private var hasEnded = false

  init(_ leased: LeasedInstance, isLastResort: Bool) {
    self.leased = leased
    self.isLastResort = isLastResort
  }

  /// `latency` is the time to the head of the answer, or to the failure; `error` is a short text for people.
  package consuming func finish(
    _ outcome: Outcome, latency: Duration, at now: borrowing TimeSource.Instant, error: String? = nil
  ) {
    hasEnded = true
    leased.finish(outcome, latency: latency, wasLastResort: isLastResort, error: error, at: now)
  }

  deinit {
    if !hasEnded { leased.release() }
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
