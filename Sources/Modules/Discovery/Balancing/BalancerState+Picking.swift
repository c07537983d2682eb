/// Power of two choices: two different endpoints are drawn by weight, and the cheaper one is taken. Better than the
/// cheapest of all, for callers that do not know of each other would all choose the same.
extension BalancerState {
  enum Choice {
    case instance(LeasedInstance, isLastResort: Bool)
    case empty, overloaded
  }

  mutating func pick(excluding tried: TriedEndpoints, at now: Moment) -> Choice {
    if tried.isEmpty, !pool.slots.isEmpty {
      let (first, second) = pool.drawPair(&random)
      // A full second one leaves the first: drawing both again would bend the shares.
      if hasRoom(first) { return begin(cheaper(first, second, pool.isWeighted, at: now), at: now) }
    }
    return tiers.isEmpty ? .empty : pickByStatus(excluding: tried, at: now)
  }

  @inline(__always)
  private mutating func begin(_ slot: Int, isLastResort: Bool = false, at now: Moment) -> Choice {
    slots[slot].begin(at: now)
    return .instance(slots[slot].leased, isLastResort: isLastResort)
  }

  /// The way with exceptions: something was tried, is full, or is out of use. Status comes first: an instance that fails
  /// everything at once is never busy, and would look like the cheapest.
  private mutating func pickByStatus(excluding tried: TriedEndpoints, at now: Moment) -> Choice {
    var isFull = false
    for tier in tiers {
      candidates.empty(isWeighted: tier.isWeighted)
      for slot in tier.slots where slots[slot].health == .available && !isIn(tried, slot) {
        if hasRoom(slot) { candidates.append(slot, weight: slots[slot].load.share) } else { isFull = true }
      }
      guard !candidates.slots.isEmpty else { continue }
      let (first, second) = candidates.drawPair(&random)
      return begin(cheaper(first, second, tier.isWeighted, at: now), at: now)
    }
    // An instance that works and is full is no reason to ask one that does not work.
    return isFull ? .overloaded : lastResort(excluding: tried, at: now)
  }

  /// Nobody is available who was not tried: whose probe is due first, or, if all were tried, the least loaded.
  private mutating func lastResort(excluding tried: TriedEndpoints, at now: Moment) -> Choice {
    var best: Int?
    var areAllTried = true
    for tier in tiers {
      for slot in tier.slots where !isIn(tried, slot) {
        areAllTried = false
        guard hasRoom(slot) else { continue }
        if let other = best, !isDue(slot, before: other) { continue }
        best = slot
      }
    }
    if areAllTried { best = leastLoaded(at: now) }
    guard let best else { return .overloaded }
    return begin(best, isLastResort: slots[best].health != .available, at: now)
  }

  private func isDue(_ slot: Int, before other: Int) -> Bool {
    let (left, right) = (slots[slot], slots[other])
    if left.health != right.health { return left.health.rank < right.health.rank }
    guard let due = left.probeDue, let otherDue = right.probeDue else { return false }
    return due < otherDue
  }

  private func leastLoaded(at now: Moment) -> Int? {
    var best: (slot: Int, rank: Int, cost: Double)?
    // Of the first tier, unless the status of another's is better.
    for tier in tiers {
      var bestOfTier: (slot: Int, rank: Int, cost: Double)?
      for slot in tier.slots where hasRoom(slot) {
        let cost = slots[slot].load.cost(at: now, weighted: tier.isWeighted, perSecond: decayRate)
        let rank = slots[slot].health.rank
        if let other = bestOfTier, (other.rank, other.cost) <= (rank, cost) { continue }
        bestOfTier = (slot, rank, cost)
      }
      if let found = bestOfTier, found.rank < best?.rank ?? .max { best = found }
    }
    return best?.slot
  }

  /// Of two that cost about the same the one that was drawn first: this is what keeps the weights.
  ///
  /// Inlined, for a call of it copies both slots as a whole, which takes as long as everything else.
  @inline(__always)
  private func cheaper(_ first: Int, _ second: Int?, _ weighted: Bool, at now: Moment) -> Int {
    guard let second, hasRoom(second) else { return first }
    let (load, otherLoad) = (slots[first].load, slots[second].load)
    let firstCost = load.cost(at: now, weighted: weighted, perSecond: decayRate)
    let secondCost = otherLoad.cost(at: now, weighted: weighted, perSecond: decayRate)
    if secondCost * (1 + policy.indifference) < firstCost {
      return load.isOutdated(at: now, after: remeasureAfter) ? first : second
    }
    return otherLoad.isOutdated(at: now, after: remeasureAfter) ? second : first
  }

  private func hasRoom(_ slot: Int) -> Bool {
    Int(slots[slot].load.pending) < policy.concurrencyCap
  }

  private func isIn(_ tried: TriedEndpoints, _ slot: Int) -> Bool {
    !tried.isEmpty && tried.contains(slots[slot].instance.endpoint)
  }
}

extension EndpointSlot.Health {
  /// What is asked first has the lowest.
  var rank: Int {
    switch self {
    case .available: 0
    case .probing: 1
    case .ejected: 2
    }
  }
}
