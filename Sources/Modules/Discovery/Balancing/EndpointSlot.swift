import Timing

/// All that is known about one endpoint. It stays in its place for as long as a lease refers to it.
struct EndpointSlot: Sendable {
  enum Health: Sendable { case available, probing, ejected }

  var instance: ServiceInstance
  var pending: Int32 = 0
  var latency: PeakEWMA
  var health: Health = .available

  /// Since when it is not in the set any more; nil while it is.
  var leftAt: TimeSource.Instant?

  var detector = OutlierDetector()
  var ejections = EjectionHistory()
  /// Since when it is out of use, over all failed probes.
  var ejectedAt: TimeSource.Instant?
  var probeDue: TimeSource.Instant?

  var requests = 0
  var failures = 0
  var lastError: String?
  var lastUsed: TimeSource.Instant?
  var lastSuccess: TimeSource.Instant?

  init(_ instance: ServiceInstance, latency: PeakEWMA) {
    self.instance = instance
    self.latency = latency
  }

  var isMember: Bool { leftAt == nil }

  /// RFC 2782: 0 means "a very small chance" where others have more, and the share is even where all have 0.
  var shareOfPicks: UInt64 { instance.weight == 0 ? 1 : UInt64(instance.weight) << 8 }

  /// What one more request would cost. With unequal weights an idle endpoint costs nothing, so that two idle ones tie and
  /// the draw, which goes by weight, decides: `(pending + 1) / weight` would starve the light ones at low load.
  func cost(at now: Double, weighted: Bool, perSecond rate: Double) -> Double {
    let expected = latency.value(at: now, perSecond: rate)
    return weighted ? expected * Double(pending) / Double(shareOfPicks) : expected * Double(pending + 1)
  }

  mutating func begin(at now: TimeSource.Instant) {
    pending += 1
    requests += 1
    lastUsed = now
  }

  /// Takes in the latency, in seconds, of an attempt that was not cancelled. `now` is in seconds.
  mutating func learn(_ outcome: Outcome, _ sample: Double, at now: Double, perSecond rate: Double, timeout: Double) {
    switch outcome {
    case .success: latency.add(sample, at: now, perSecond: rate)
    // It answers fast, so its latency alone would draw even more requests to it.
    case .overloaded: latency.raise(to: max(sample, min(2 * max(sample, latency.average), timeout)), at: now)
    case .timeout: latency.raise(to: max(sample, timeout), at: now)
    case .connectFailure, .serverError, .reset: latency.raise(to: sample, at: now)
    case .cancelled: break
    }
  }
}
