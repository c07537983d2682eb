/// Recovery in the background, so that no user's request finds out whether an instance is back.
extension BalancerState {
  mutating func beginProbes(at now: Moment) -> [Endpoint] {
    var due: [Endpoint] = []
    for tier in tiers {
      for slot in tier.slots where slots[slot].health == .ejected {
        guard let probeDue = slots[slot].probeDue, probeDue <= now else { continue }
        slots[slot].health = .probing
        due.append(slots[slot].instance.endpoint)
      }
    }
    return due
  }

  mutating func endProbe(_ endpoint: Endpoint, succeeded: Bool, at now: Moment) {
    guard let slot = slot(of: endpoint), slots[slot].health == .probing else { return }
    if succeeded { recover(slot, at: now) } else { eject(slot, .probeFailed, at: now) }
  }

  var nextProbe: Moment? {
    var next: Moment?
    for tier in tiers {
      for slot in tier.slots where slots[slot].health == .ejected {
        guard let due = slots[slot].probeDue else { continue }
        next = next.map { min($0, due) } ?? due
      }
    }
    return next
  }
}
