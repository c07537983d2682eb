import Timing

/// What became of the queries for one service.
struct QueryHistory: Sendable {
  private(set) var queries = 0
  private(set) var failures = 0
  private(set) var lastBegan: TimeSource.Instant?
  private(set) var lastDuration: Duration?
  /// Nil once a query has succeeded.
  private(set) var lastFailure: ResolutionFailure?
  private(set) var lastSuccess: Resolution?

  mutating func begin(at now: TimeSource.Instant) {
    queries += 1
    lastBegan = now
  }

  mutating func end(_ answer: Result<Resolution, ResolutionFailure>, at now: TimeSource.Instant) {
    lastDuration = lastBegan.map { now - $0 }
    switch answer {
    case .success(let resolution):
      lastSuccess = resolution
      lastFailure = nil
    case .failure(let failure):
      failures += 1
      lastFailure = failure
    }
  }
}
