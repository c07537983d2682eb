/// The one instant by which everything done for a request must have ended. Handed down instead of a time limit, so that
/// what several steps take is counted once.
package struct Deadline: Sendable, Hashable, Comparable {
  package var instant: TimeSource.Instant

  package init(_ instant: TimeSource.Instant) {
    self.instant = instant
  }

  package static func after(_ duration: Duration, by time: TimeSource) -> Deadline {
    Deadline(time.now().advanced(by: duration))
  }

  /// Never negative.
  package func remaining(at now: TimeSource.Instant) -> Duration {
    max(.zero, instant - now)
  }

  package func hasPassed(at now: TimeSource.Instant) -> Bool {
    instant <= now
  }

  /// This one, or the instant `duration` after `now` where that is earlier.
  package func capped(to duration: Duration, at now: TimeSource.Instant) -> Deadline {
    min(self, Deadline(now.advanced(by: duration)))
  }

  package static func < (left: Deadline, right: Deadline) -> Bool {
    left.instant < right.instant
  }
}
