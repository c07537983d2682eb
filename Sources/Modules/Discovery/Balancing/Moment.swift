import Timing

/// A time within a balancer, in nanoseconds since it was made.
///
/// `ContinuousClock.Instant` has no layout that a compiler may rely on: each copy and each comparison of one is a call, and so
/// is each access to a struct that holds one. A choice takes ten times as long with them.
struct Moment: Sendable, Comparable {
  private var nanoseconds: Int64

  init(_ now: borrowing TimeSource.Instant, since origin: borrowing TimeSource.Instant) {
    // Exact for weeks, and within nanoseconds for years. A division of 128 bits would be exact always, and slow.
    let elapsed = origin.duration(to: now).inNanoseconds
    // A time before the origin is legal. `rounded()` is a call where a processor of 2003 must do.
    nanoseconds = Int64(elapsed < 0 ? elapsed - 0.5 : elapsed + 0.5)
  }

  func instant(since origin: TimeSource.Instant) -> TimeSource.Instant {
    origin.advanced(by: .nanoseconds(nanoseconds))
  }

  func advanced(by duration: Duration) -> Moment {
    var result = self
    result.nanoseconds += Int64(duration.inSeconds * 1e9 + 0.5)
    return result
  }

  /// Since the origin, as whole seconds.
  var second: Int64 { nanoseconds / 1_000_000_000 }

  static func - (left: Moment, right: Moment) -> Duration {
    .nanoseconds(left.nanoseconds - right.nanoseconds)
  }

  /// In seconds.
  func since(_ earlier: Moment) -> Double {
    Double(nanoseconds - earlier.nanoseconds) * 1e-9
  }

  static func < (left: Moment, right: Moment) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
