/// Latency of an endpoint as an average that forgets exponentially, and that jumps up at once: a sample above it replaces
/// it (Finagle's "peak EWMA"). Trouble is seen with the first slow answer, and trusted to be over only slowly.
///
/// Latencies are in seconds.
struct PeakEWMA: Sendable {
  private(set) var average: Double
  private var updatedAt: Moment
  /// False until the first sample: the average is a guess.
  private(set) var isMeasured = false

  init(guess: Double, at now: Moment) {
    average = guess
    updatedAt = now
  }

  /// An endpoint that nobody asks gets cheaper as time passes: a host that was slow once would never be tried again if its
  /// cost stood still.
  @inline(__always)
  func value(at now: Moment, perSecond rate: Double) -> Double {
    average * Self.decay(now.since(updatedAt) * rate)
  }

  /// Seconds since the last sample.
  @inline(__always)
  func age(at now: Moment) -> Double { now.since(updatedAt) }

  mutating func add(_ sample: Double, at now: Moment, perSecond rate: Double) {
    let weight = Self.decay(now.since(updatedAt) * rate)
    let aged = average * weight
    average = sample >= aged ? sample : aged + sample * (1 - weight)
    updatedAt = now
    isMeasured = true
  }

  /// For what failed. Never lowers: an instance that refuses everything at once would else be the fastest of all.
  mutating func raise(to sample: Double, at now: Moment) {
    average = max(average, sample)
    updatedAt = now
    isMeasured = true
  }

  /// `exp(-x)` within 1 % up to x = 2 and within 8 % up to 5, for a third of the time; 1 for a time that ran backwards.
  static func decay(_ x: Double) -> Double {
    // Nearly always, since requests follow each other in less than a tenth of a second.
    if x < 0.01 { return min(1, 1 - x) }
    let step = x * 0.0625
    var result = 1 / (1 + step * (1 + step * 0.5))
    result *= result
    result *= result
    result *= result
    return result * result
  }
}
