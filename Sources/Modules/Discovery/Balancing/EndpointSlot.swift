/// All that is known about one endpoint. It stays in its place for as long as a lease refers to it.
struct EndpointSlot: Sendable {
  enum Health: Sendable { case available, probing, ejected }

  var instance: ServiceInstance {
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

  init(_ instance: ServiceInstance, latency: PeakEWMA) {
    self.instance = instance
    load = EndpointLoad(latency: latency)
    load.share = EndpointLoad.share(ofWeight: instance.weight)
  }

  var isMember: Bool { leftAt == nil }

  mutating func begin(at now: Moment) {
    load.begin()
    requests += 1
    lastUsed = now
  }
}
