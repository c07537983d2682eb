import Timing

extension BalancerState {
  /// By priority, then in the order in which they became known; the draining ones at the end.
  func report(at now: Moment, origin: TimeSource.Instant) -> [EndpointReport] {
    let members = tiers.flatMap(\.slots)
    let draining = knownSlots.filter { !slots[$0].isMember && slots[$0].load.pending > 0 }.sorted()
    return (members + draining).map { report(slots[$0], at: now, origin) }
  }

  private func report(_ slot: EndpointSlot, at now: Moment, _ origin: TimeSource.Instant) -> EndpointReport {
    EndpointReport(
      instance: slot.instance, state: state(slot), inFlight: Int(slot.load.pending),
      latency: slot.load.latency.isMeasured ? .seconds(slot.load.latency.average) : nil, requests: slot.requests,
      failures: slot.failures, lastError: slot.lastError, lastUsed: slot.lastUsed?.instant(since: origin),
      ejectedFor: slot.probeDue.map { max(.zero, $0 - now) })
  }

  private func state(_ slot: EndpointSlot) -> EndpointReport.State {
    guard slot.isMember else { return .draining }
    return switch slot.health {
    case .available: .available
    case .probing: .probing
    case .ejected: .ejected
    }
  }
}
