/// The time that a program goes by: the real one, or one that a test moves on by hand.
///
/// A struct of functions instead of a generic `Clock`, so that what is handed a time needs no type parameter for it.
package struct TimeSource: Sendable {
  /// Monotonic, and goes on while the machine is suspended: a record that was looked up before a suspend is old after it.
  package typealias Instant = ContinuousClock.Instant

  package var now: @Sendable () -> Instant

  /// Returns at the instant or later. Throws `CancellationError` where the calling task is cancelled before.
  package var sleepUntil: @Sendable (Instant) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Instant, sleepUntil: @escaping @Sendable (Instant) async throws -> Void
  ) {
    self.now = now
    self.sleepUntil = sleepUntil
  }

  package static let real = TimeSource(
    now: { ContinuousClock.now },
    sleepUntil: { try await Task.sleep(until: $0, clock: ContinuousClock()) })

  /// Returns after `duration` or later. Throws `CancellationError` where the calling task is cancelled before.
  package func sleep(for duration: Duration) async throws {
    try await sleepUntil(now().advanced(by: duration))
  }
}
