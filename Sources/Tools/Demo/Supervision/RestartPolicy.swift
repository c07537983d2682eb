/// Whether and when a process that ended by itself is started again.
///
/// The wait doubles from one end to the next, up to a limit; a process that stayed up for a while starts over. One that
/// keeps ending is given up.
struct RestartPolicy: Sendable {
  enum Decision: Sendable, Equatable {
    case restart(after: Duration)
    case giveUp
  }

  var firstDelay = Duration.milliseconds(500)
  var longestDelay = Duration.seconds(8)
  /// A process that was up for so long has started well.
  var stableAfter = Duration.seconds(30)
  var mostInARow = 10

  private var inARow = 0

  init() {}

  mutating func ended(after uptime: Duration) -> Decision {
    inARow = uptime >= stableAfter ? 1 : inARow + 1
    guard inARow <= mostInARow else { return .giveUp }
    var delay = firstDelay
    for _ in 1..<inARow where delay < longestDelay { delay *= 2 }
    return .restart(after: min(delay, longestDelay))
  }
}
