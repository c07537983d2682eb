/// Successes and failures of the last ten seconds, by second. A second that is too old is overwritten when its place is
/// used again, and not counted before: nothing has to run when time passes.
struct OutcomeWindow: Sendable {
  private struct Second: Sendable {
    var number: UInt32 = 0
    var requests: UInt32 = 0
    var failures: UInt32 = 0
  }

  static let seconds = 10

  private var places: InlineArray<10, Second> = .init(repeating: Second())

  mutating func add(failed: Bool, at now: Moment) {
    let number = Self.number(now)
    let place = Int(number % UInt32(Self.seconds))
    if places[place].number != number { places[place] = Second(number: number) }
    places[place].requests &+= 1
    if failed { places[place].failures &+= 1 }
  }

  func counts(at now: Moment) -> (requests: Int, failures: Int) {
    let number = Self.number(now)
    var counts = (requests: 0, failures: 0)
    for place in 0..<Self.seconds where number &- places[place].number < UInt32(Self.seconds) {
      counts.requests += Int(places[place].requests)
      counts.failures += Int(places[place].failures)
    }
    return counts
  }

  private static func number(_ now: Moment) -> UInt32 {
    UInt32(truncatingIfNeeded: max(0, now.second))
  }
}
