/// All that is known about one endpoint. It stays in its place for as long as a lease refers to it.
struct EndpointSlot: Sendable {
  enum Health: Sendable { case available, probing, ejected }

  var leased: LeasedInstance {
    didSet { load.share = EndpointLoad.share(ofWeight: instance.weight) }
  }
  var load: EndpointLoad
  var health: Health = .available

  /// Since when it is not in the set any more; nil while it is.
  var leftAt: Moment?

  var detector = OutlierDetector()
  var ejections = EjectionHistory()
  /// Since when it is out of use, over all failed probes.
  var ejectedAt: Moment?
  var probeDue: Moment?

  var requests = 0
  var failures = 0
  var lastError: String?
  var lastUsed: Moment?
  var lastSuccess: Moment?

  init(_ leased: LeasedInstance, latency: PeakEWMA) {
    self.leased = leased
    load = EndpointLoad(latency: latency)
    load.share = EndpointLoad.share(ofWeight: instance.weight)
  }

  var instance: ServiceInstance { leased.instance }

  var isMember: Bool { leftAt == nil }

  mutating func begin(at now: Moment) {
    load.begin()
    requests += 1
    lastUsed = now
  }

  /// The end of an attempt that was not cancelled. Why the endpoint should be ejected now, where it should.
  mutating func finish(
    _ outcome: Outcome, latency: Double, error: String?, at now: Moment, perSecond rate: Double, timeout: Double,
    _ detection: borrowing DetectionPolicy
  ) -> EjectionReason? {
    load.end()
    load.learn(outcome, latency, at: now, perSecond: rate, timeout: timeout)
    if outcome == .success { lastSuccess = now }
    if outcome.isFailure {
      failures += 1
      lastError = error
    }
    // Attempts from before an ejection are still ending: they say nothing new, in one way or the other.
    guard isMember, health == .available else { return nil }
    return detector.record(outcome, at: now, detection)
  }
}
