/// What a choice between two endpoints needs to know of each: small, and nothing that is counted by reference, so that
/// looking at it copies next to nothing.
struct EndpointLoad: Sendable {
  private(set) var pending: Int32 = 0
  private(set) var latency: PeakEWMA
  /// The last answer told how fast it is, and not that something is wrong with it.
  private(set) var isWell = true
  /// Its part of the picks, by its weight.
  var share: UInt64 = 1

  init(latency: PeakEWMA) {
    self.latency = latency
  }

  /// RFC 2782: 0 means "a very small chance" where others have more, and the share is even where all have 0.
  static func share(ofWeight weight: UInt16) -> UInt64 {
    weight == 0 ? 1 : UInt64(weight) << 8
  }

  /// What one more request would cost. With unequal weights an idle endpoint costs nothing, so that two idle ones tie and
  /// the draw, which goes by weight, decides: `(pending + 1) / weight` would starve the light ones at low load.
  @inline(__always)
  func cost(at now: Moment, weighted: Bool, perSecond rate: Double) -> Double {
    let expected = latency.value(at: now, perSecond: rate)
    return weighted ? expected * Double(pending) / Double(share) : expected * Double(pending + 1)
  }

  /// Whether what is known of it is so old that it should be measured again, at the price of one request that may be
  /// slow: an average only fades, and one slow answer out of the blue would keep requests away for a minute. Not for one
  /// whose last answer was a failure: that price is the detector's to pay.
  @inline(__always)
  func isOutdated(at now: Moment, after seconds: Double) -> Bool {
    pending == 0 && isWell && latency.isMeasured && latency.age(at: now) > seconds
  }

  /// Starts again after it was out of use: what was measured before says nothing of it now, whether it was a timeout that
  /// would keep requests away for a minute, or so long ago that it would draw them all.
  mutating func restart(at guess: PeakEWMA) {
    latency = guess
    isWell = true
  }

  mutating func begin() {
    pending += 1
  }

  mutating func end() {
    pending -= 1
  }

  /// Takes in the latency, in seconds, of an attempt that was not cancelled.
  mutating func learn(_ outcome: Outcome, _ sample: Double, at now: Moment, perSecond rate: Double, timeout: Double) {
    isWell = outcome == .success || outcome == .cancelled && isWell
    switch outcome {
    case .success: latency.add(sample, at: now, perSecond: rate)
    // It answers fast, so its latency alone would draw even more requests to it.
    case .overloaded: latency.raise(to: max(sample, min(2 * max(sample, latency.average), timeout)), at: now)
    case .timeout: latency.raise(to: max(sample, timeout), at: now)
    case .serverError, .reset: latency.raise(to: sample, at: now)
    // How long a connection takes to fail says nothing of the service that will be there later.
    case .connectFailure, .cancelled: break
    }
  }
}
