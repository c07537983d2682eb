package import FoundationEssentials
package import Timing

/// Keeps credentials until shortly before they end, and has them asked for once, however many need them.
///
/// Where new ones cannot be had, the old stay in use, even beyond their end: the agents hand out new ones long before,
/// and AWS keeps some alive that an agent in trouble could not renew. The service called has the last word.
package actor CredentialsCache: CredentialsSource {
  /// Before their end.
  static let renewal: TimeInterval = 300
  /// After an attempt to renew that failed.
  static let rest: Duration = .seconds(60)

  private let source: any CredentialsSource
  private let time: TimeSource
  private let now: @Sendable () -> Date
  private var kept: Credentials?
  private var flight: Task<Credentials, any Error>?
  private var restsUntil: TimeSource.Instant?

  package init(_ source: any CredentialsSource, time: TimeSource, now: @escaping @Sendable () -> Date) {
    self.source = source
    self.time = time
    self.now = now
  }

  package func credentials() async throws -> Credentials {
    if let kept, isFresh(kept) || isResting { return kept }
    // Not a child of the caller's task: whoever else waits must not be left without an answer by its cancellation.
    let task = flight ?? Task { try await source.credentials() }
    let isOwner = flight == nil
    flight = task
    let result = await task.result
    if isOwner { land(result) }
    if let kept { return kept }
    return try result.get()
  }

  private func land(_ result: Result<Credentials, any Error>) {
    flight = nil
    switch result {
    case .success(let fresh):
      kept = fresh
      // The agent may have no newer ones yet: it is not asked again with each call.
      restsUntil = isFresh(fresh) ? nil : time.now().advanced(by: Self.rest)
    case .failure:
      restsUntil = time.now().advanced(by: Self.rest)
    }
  }

  private func isFresh(_ credentials: Credentials) -> Bool {
    credentials.expires.map { $0.timeIntervalSince(now()) > Self.renewal } ?? true
  }

  private var isResting: Bool { restsUntil.map { time.now() < $0 } ?? false }
}
