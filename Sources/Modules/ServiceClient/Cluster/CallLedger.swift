import Synchronization
import Timing

/// How often a service was called, and how often again.
package struct CallReport: Sendable, Equatable {
  package var requests = 0
  /// Attempts after the first of a call.
  package var retries = 0
  /// Attempts beside another one.
  package var hedges = 0
  /// How many retries and hedges may be made now.
  package var budgetLeft = 0.0

  package init(requests: Int = 0, retries: Int = 0, hedges: Int = 0, budgetLeft: Double = 0) {
    self.requests = requests
    self.retries = retries
    self.hedges = hedges
    self.budgetLeft = budgetLeft
  }
}

/// What the calls to a service have in common: their number, their retry budget, and how long answers take. One lock,
/// held for a few additions.
final class CallLedger: Sendable {
  private struct State {
    var report = CallReport()
    var budget: RetryBudget
    var latencies: LatencyWindow
    var inFlight = 0
  }

  private let maximumInFlight: Int
  private let state: Mutex<State>

  init(_ policy: CallPolicy, at now: TimeSource.Instant) {
    maximumInFlight = policy.maximumInFlight
    state = Mutex(
      State(
        budget: RetryBudget(policy.budget, at: now),
        latencies: LatencyWindow(quantile: policy.hedge?.quantile ?? 0.95)))
  }

  var inFlight: Int { state.withLock { $0.inFlight } }

  var requests: Int { state.withLock { $0.report.requests } }

  /// False where too many calls are in flight; otherwise ``end()`` has to follow.
  func begin(at now: TimeSource.Instant) -> Bool {
    state.withLock { state in
      guard state.inFlight < maximumInFlight else { return false }
      state.inFlight += 1
      state.report.requests += 1
      state.budget.depositRequest(at: now)
      return true
    }
  }

  func end() {
    state.withLock { $0.inFlight -= 1 }
  }

  func answered(in latency: Duration, at now: TimeSource.Instant) {
    state.withLock { $0.latencies.add(latency, at: now) }
  }

  /// How long half of the answers take; nil where that is not known.
  func median(at now: TimeSource.Instant) -> Duration? {
    state.withLock { $0.latencies.median(at: now) }
  }

  /// How long to wait before a hedge; nil where that is not known.
  func tail(at now: TimeSource.Instant) -> Duration? {
    state.withLock { $0.latencies.tail(at: now) }
  }

  /// False where the budget is exhausted.
  func retry(at now: TimeSource.Instant) -> Bool {
    withdraw(\.retries, at: now)
  }

  /// False where the budget is exhausted.
  func hedge(at now: TimeSource.Instant) -> Bool {
    withdraw(\.hedges, at: now)
  }

  func report(at now: TimeSource.Instant) -> CallReport {
    state.withLock { state in
      var report = state.report
      report.budgetLeft = state.budget.balance(at: now)
      return report
    }
  }

  private func withdraw(_ count: any WritableKeyPath<CallReport, Int> & Sendable, at now: TimeSource.Instant) -> Bool {
    state.withLock { state in
      guard state.budget.withdrawRetry(at: now) else { return false }
      state.report[keyPath: count] += 1
      return true
    }
  }
}
