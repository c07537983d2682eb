import CoreMetrics
import Discovery
import Logging
import Synchronization

/// What a service's calls leave behind for operators: metrics, and a line in the log for each change of state. A request
/// writes no line.
final class ClusterJournal: Sendable {
  private let service: String
  private let logger: Logger
  private let exhausted: Counter
  private let overflow: Counter
  private let hedges: Counter
  private let retries: [RetryRule.Reason: Counter]
  private let wasExhausted = Atomic(false)
  private let endpoints = Mutex<(@Sendable () -> [EndpointReport])?>(nil)

  /// The metadata of `logger` names the service.
  init(service: String, logger: Logger) {
    self.service = service
    self.logger = logger
    exhausted = Counter(label: "retry.budget.exhausted", dimensions: [("service", service)])
    overflow = Counter(label: "breaker.overflow", dimensions: [("service", service)])
    hedges = Counter(label: "hedge.sent", dimensions: [("service", service)])
    retries = Dictionary(
      uniqueKeysWithValues: RetryRule.Reason.allCases.map { reason in
        (reason, Counter(label: "retry.attempts", dimensions: [("reason", reason.rawValue), ("service", service)]))
      })
  }

  /// `endpoints` tells the endpoints to count after each change.
  func watch(_ endpoints: @escaping @Sendable () -> [EndpointReport]) {
    self.endpoints.withLock { $0 = endpoints }
  }

  func changed(_ change: HealthChange) {
    countEndpoints()
    let metadata: Logger.Metadata = [
      "endpoint": .string(change.instance.endpoint.description), "change": .string(change.description),
    ]
    switch change.event {
    case .ejected(let reason, _, _):
      Counter(label: "lb.ejections", dimensions: [("reason", reason.label), ("service", service)]).increment()
      logger.warning("instance ejected", metadata: metadata)
    case .recovered: logger.notice("instance recovered", metadata: metadata)
    case .draining: logger.info("instance draining", metadata: metadata)
    case .drained: logger.info("instance drained", metadata: metadata)
    }
  }

  func countEndpoints() {
    guard let endpoints = endpoints.withLock({ $0 }) else { return }
    let counts = Dictionary(grouping: endpoints(), by: \.state).mapValues(\.count)
    for state in [EndpointReport.State.available, .probing, .ejected, .draining] {
      Meter(label: "discovery.endpoints", dimensions: [("service", service), ("state", state.rawValue)])
        .set(counts[state] ?? 0)
    }
  }

  func retried(_ reason: RetryRule.Reason) {
    retries[reason]?.increment()
    if wasExhausted.exchange(false, ordering: .relaxed) { logger.notice("retry budget available again") }
  }

  func exhaustedBudget() {
    exhausted.increment()
    if !wasExhausted.exchange(true, ordering: .relaxed) { logger.warning("retry budget exhausted") }
  }

  func overflowed() {
    overflow.increment()
  }

  func hedged() {
    hedges.increment()
  }
}

extension EjectionReason {
  /// Without figures, so that there are few of them.
  fileprivate var label: String {
    switch self {
    case .connectFailure: "connect"
    case .consecutiveFailures: "consecutive"
    case .successRate: "success_rate"
    case .probeFailed: "probe"
    }
  }
}
