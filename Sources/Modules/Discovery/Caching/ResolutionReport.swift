import Timing

/// What a cache knows, for people.
package struct ResolutionReport: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable {
    case fresh
    /// In use although its time is over: the registry cannot be asked, or nobody needed a newer answer.
    case stale
    /// No instance is known; ``ResolutionReport/lastError`` says why.
    case negative
    /// Nobody asked yet.
    case unresolved
    case `static`
  }

  package struct Record: Sendable, Hashable {
    package var record: ShownRecord
    /// What is left of its TTL, never negative.
    package var remaining: Duration
  }

  package var status: Status
  /// Since the last good answer; nil where there was none.
  package var age: Duration?
  /// With server and transport of the last good answer.
  package var question: AskedQuestion?
  package var records: [Record]
  package var instances: [ServiceInstance]
  package var queries: Int
  package var failures: Int
  /// Why the last query failed; nil where it did not.
  package var lastError: String?
  package var lastDuration: Duration?
  /// When the next use asks again: zero where at once; nil where nothing need be asked, or is being asked.
  package var nextRefresh: Duration?
}

extension ResolutionState {
  func report(asking question: AskedQuestion?, at now: TimeSource.Instant) -> ResolutionReport {
    let last = history.lastSuccess
    let age = last.map { max(.zero, now - $0.receivedAt) }
    let shown = condition == .negative ? [] : last?.records ?? []
    return ResolutionReport(
      status: status(at: now), age: age, question: last?.question ?? question,
      records: shown.map { .init(record: $0, remaining: max(.zero, $0.ttl - (age ?? .zero))) },
      instances: instances, queries: history.queries, failures: history.failures,
      lastError: history.lastFailure?.message, lastDuration: history.lastDuration,
      nextRefresh: isQuerying ? nil : dueAt.map { max(.zero, $0 - now) })
  }

  private func status(at now: TimeSource.Instant) -> ResolutionReport.Status {
    switch condition {
    case .unresolved: .unresolved
    case .fresh where isStatic: .static
    case .fresh: isOverdue(at: now) ? .stale : .fresh
    case .stale, .doubted: .stale
    case .negative: .negative
    }
  }
}
