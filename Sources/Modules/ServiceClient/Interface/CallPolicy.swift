/// How calls to a service are made: how long they may take and how hard to try.
package struct CallPolicy: Sendable, Equatable {
  /// For the whole of a call: lookup, connecting, every attempt and the pauses between them.
  package var deadline: Duration

  /// For one attempt that may be followed by another. The last one has all that is left.
  package var attemptTimeout: Duration

  /// For one connection. Below the second after which TCP sends a lost SYN again (RFC 6298 section 2), on purpose: trying
  /// another instance is better than waiting for this one.
  package var connectTimeout: Duration

  /// The first included.
  package var attempts: Int

  /// The longest pause before an attempt on another instance; the pause is drawn from zero to this.
  package var backoff: Duration

  package var budget: RetryBudget.Limits

  /// Nil where only one attempt runs at a time.
  package var hedge: HedgePolicy?

  /// For so long after the start, a call waits for the first instance until its deadline instead of failing: those who
  /// start together need not start in order.
  package var waitForReady: Duration

  /// Most calls at once, those that wait included. One more fails at once: a queue would only make all of them late.
  package var maximumInFlight: Int

  package init(
    deadline: Duration = .seconds(2), attemptTimeout: Duration = .seconds(1),
    connectTimeout: Duration = .milliseconds(250), attempts: Int = 3, backoff: Duration = .milliseconds(25),
    budget: RetryBudget.Limits = RetryBudget.Limits(), hedge: HedgePolicy? = nil,
    waitForReady: Duration = .seconds(10), maximumInFlight: Int = 1024
  ) {
    self.deadline = deadline
    self.attemptTimeout = attemptTimeout
    self.connectTimeout = connectTimeout
    self.attempts = attempts
    self.backoff = backoff
    self.budget = budget
    self.hedge = hedge
    self.waitForReady = waitForReady
    self.maximumInFlight = maximumInFlight
  }
}

/// When a second attempt runs beside a slow first one (Dean and Barroso, "The Tail at Scale", 2013).
package struct HedgePolicy: Sendable, Equatable {
  /// Which share of calls is done by the time that a hedge is sent.
  package var quantile: Double

  /// No hedge is sent earlier: what is fast anyway is not worth doubling.
  package var floor: Duration

  package init(quantile: Double = 0.95, floor: Duration = .milliseconds(50)) {
    self.quantile = quantile
    self.floor = floor
  }
}
