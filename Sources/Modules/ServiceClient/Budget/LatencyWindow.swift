package import Timing

/// How long the last thousand answers took, as far as to tell their quantiles.
///
/// A histogram whose buckets grow with their values, 16 to each doubling, so a quantile is at most a sixteenth too large.
/// Adding costs the same however many there are.
package struct LatencyWindow: Sendable {
  private static let capacity = 1000
  /// Fewer say little about their tail.
  private static let fewest = 100
  /// Quantiles are found anew once for so many answers: they cost a walk through the buckets.
  private static let step = 50
  /// Without an answer for so long, nothing is known of how long one takes now.
  private static let expiry = Duration.seconds(10)

  private let quantile: Double
  private var ring: [UInt16] = []
  private var next = 0
  private var counts = [UInt16](repeating: 0, count: Bucket.count)
  private var sinceFound = 0
  private var lastAdded: TimeSource.Instant?
  private var found: (median: Duration, tail: Duration)?

  /// `quantile` is the one that ``tail(at:)`` tells.
  package init(quantile: Double = 0.95) {
    self.quantile = quantile
    ring.reserveCapacity(Self.capacity)
  }

  package mutating func add(_ latency: Duration, at now: TimeSource.Instant) {
    let bucket = Bucket.index(of: latency)
    counts[bucket] += 1
    if ring.count < Self.capacity {
      ring.append(UInt16(bucket))
    } else {
      counts[Int(ring[next])] -= 1
      ring[next] = UInt16(bucket)
      next = (next + 1) % Self.capacity
    }
    lastAdded = now
    sinceFound += 1
    guard ring.count >= Self.fewest, sinceFound >= Self.step else { return }
    sinceFound = 0
    found = (duration(at: 0.5), duration(at: quantile))
  }

  /// Nil while too little is known.
  package func median(at now: TimeSource.Instant) -> Duration? {
    isKnown(at: now) ? found?.median : nil
  }

  /// Nil while too little is known.
  package func tail(at now: TimeSource.Instant) -> Duration? {
    isKnown(at: now) ? found?.tail : nil
  }

  private func isKnown(at now: TimeSource.Instant) -> Bool {
    guard let lastAdded else { return false }
    return now - lastAdded <= Self.expiry
  }

  private func duration(at quantile: Double) -> Duration {
    let rank = Int((Double(ring.count) * quantile).rounded(.up))
    var seen = 0
    for bucket in counts.indices {
      seen += Int(counts[bucket])
      if seen >= rank { return Bucket.upperBound(of: bucket) }
    }
    return Bucket.upperBound(of: counts.count - 1)
  }

  /// Buckets of microseconds: one each up to 15, then 16 for each power of two, up to 134 s.
  private enum Bucket {
    static let count = 16 + 23 * 16

    static func index(of latency: Duration) -> Int {
      let (seconds, attoseconds) = latency.components
      guard seconds < 134 else { return count - 1 }
      let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
      guard microseconds >= 16 else { return Int(microseconds) }
      let exponent = 63 - microseconds.leadingZeroBitCount
      return min(count - 1, 16 + (exponent - 4) * 16 + Int((microseconds >> (exponent - 4)) & 15))
    }

    static func upperBound(of index: Int) -> Duration {
      guard index >= 16 else { return .microseconds(index + 1) }
      let (octave, part) = (index - 16).quotientAndRemainder(dividingBy: 16)
      return .microseconds((17 + part) << octave)
    }
  }
}
