/// The end of an attempt, and what follows from it for the endpoint.
extension BalancerState {
  mutating func release(_ slot: Int) {
    // The balancer itself may have gone before its lease.
    guard slot < slots.count else { return }
    slots[slot].load.end()
    if !slots[slot].isMember { tellIfDrained(slot) }
  }

  private mutating func tellIfDrained(_ slot: Int) {
    guard slots[slot].load.pending == 0 else { return }
    changes.append(HealthChange(instance: slots[slot].instance, event: .drained))
  }

  mutating func finish(
    _ slot: Int, _ outcome: Outcome, latency: Duration, wasLastResort: Bool, error: String?, at now: Moment
  ) {
    // A caller that left, or lost a race of attempts, has learnt nothing about the endpoint.
    guard outcome != .cancelled, slot < slots.count else { return release(slot) }
    let reason = slots[slot].finish(
      outcome, latency: latency.inSeconds, error: error, at: now, perSecond: decayRate, timeout: timeoutLatency,
      detection)
    if let reason {
      if !reason.isSoft || maySpareOneMore { eject(slot, reason, at: now) }
    } else if wasLastResort {
      judgeLastResort(slot, outcome, at: now)
    }
    if !slots[slot].isMember { tellIfDrained(slot) }
  }

  private mutating func judgeLastResort(_ slot: Int, _ outcome: Outcome, at now: Moment) {
    // Another may have brought it back meanwhile.
    guard slots[slot].isMember, slots[slot].health != .available else { return }
    if outcome.isFailure {
      // Behind the others, so that the next request tries one of them.
      slots[slot].probeDue = now.advanced(by: jittered(slots[slot].ejections.currentLength(detection)))
    } else {
      recover(slot, at: now)
    }
  }

  /// Whether another endpoint may be taken out for a soft reason.
  private var maySpareOneMore: Bool {
    var count = 0
    var out = 1
    for tier in tiers {
      count += tier.slots.count
      for slot in tier.slots where slots[slot].health != .available { out += 1 }
    }
    return out < count && Double(out) <= Double(count) * detection.softEjectionShare
  }

  mutating func eject(_ slot: Int, _ reason: EjectionReason, at now: Moment) {
    let length = jittered(slots[slot].ejections.nextLength(at: now, detection))
    slots[slot].health = .ejected
    slots[slot].probeDue = now.advanced(by: length)
    if slots[slot].ejectedAt == nil { slots[slot].ejectedAt = now }
    // It starts afresh afterwards: old failures must not eject it a second time.
    slots[slot].detector = OutlierDetector()
    refill()
    let event = HealthChange.Event.ejected(reason, for: length, lastError: slots[slot].lastError)
    changes.append(HealthChange(instance: slots[slot].instance, event: event))
  }

  mutating func recover(_ slot: Int, at now: Moment) {
    let out = slots[slot].ejectedAt.map { now - $0 } ?? .zero
    slots[slot].health = .available
    slots[slot].probeDue = nil
    slots[slot].ejectedAt = nil
    slots[slot].ejections.recover(at: now)
    slots[slot].load.restart(at: typicalLatency(at: now, without: slot))
    refill()
    changes.append(HealthChange(instance: slots[slot].instance, event: .recovered(after: out)))
  }

  private mutating func jittered(_ seconds: Double) -> Duration {
    let factor = Double.random(in: (1 - detection.jitter)...(1 + detection.jitter), using: &random)
    return .nanoseconds(Int64(seconds * factor * 1e9))
  }
}
