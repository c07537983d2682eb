import Timing

/// What a ``Balancer`` guards with its lock: the set of endpoints, in tiers, and which of them requests may go to.
struct BalancerState: Sendable {
  /// Endpoints of the same priority, which share the requests among them.
  struct Tier: Sendable {
    var priority: UInt16
    var slots: [Int] = []
    var isWeighted = false
  }

  let policy: BalancerPolicy
  let detection: DetectionPolicy
  /// Of the decay of latencies, for each second.
  let decayRate: Double
  let timeoutLatency: Double
  let remeasureAfter: Double

  var random: SplitMix64
  var slots: ContiguousArray<EndpointSlot> = []
  /// By priority, the lowest first. Never an empty tier.
  private(set) var tiers: [Tier] = []
  /// The available endpoints of the first tier that has any.
  private(set) var pool = PickPool()
  /// For one pick, and kept only for its memory: those of a tier that a request may go to.
  var candidates = PickPool()
  /// What the owner is to be told once the lock is open.
  var changes: [HealthChange] = []

  private var slotOf: [Endpoint: Int] = [:]
  private var freeSlots: [Int] = []

  init(_ policy: BalancerPolicy, _ detection: DetectionPolicy, seed: UInt64) {
    self.policy = policy
    self.detection = detection
    decayRate = 1 / policy.latencyDecay.inSeconds
    timeoutLatency = policy.timeoutLatency.inSeconds
    remeasureAfter = policy.remeasureAfter.inSeconds
    random = SplitMix64(seed: seed)
  }

  func slot(of endpoint: Endpoint) -> Int? {
    slotOf[endpoint]
  }

  var knownSlots: some Sequence<Int> { slotOf.values }

  mutating func update(_ instances: [ServiceInstance], of core: BalancerCore, at now: Moment) {
    var stay: Set<Int> = []
    let guess = typicalLatency(at: now)
    for instance in instances {
      let slot = slotOf[instance.endpoint] ?? add(instance, guess, core)
      // The same endpoint twice in one answer: the first counts.
      guard stay.insert(slot).inserted else { continue }
      if slots[slot].instance != instance { slots[slot].leased = LeasedInstance(instance, slot: slot, of: core) }
      slots[slot].leftAt = nil
    }
    for slot in slotOf.values where slots[slot].isMember && !stay.contains(slot) { remove(slot, at: now) }
    forget(at: now)
    arrange()
  }

  /// An endpoint that is new, or back, starts in the middle of the others that are in use: with less it would be flooded,
  /// with more it would never be tried.
  func typicalLatency(at now: Moment, without newcomer: Int? = nil) -> PeakEWMA {
    let known = slotOf.values.lazy.filter { [slots] slot in
      slot != newcomer && slots[slot].isMember && slots[slot].health == .available
        && slots[slot].load.latency.isMeasured
    }
    let sorted = known.map { slots[$0].load.latency.average }.sorted()
    // Where nothing is known all have the same, whatever it is.
    return PeakEWMA(guess: sorted.isEmpty ? 0.001 : sorted[sorted.count / 2], at: now)
  }

  private mutating func add(_ instance: ServiceInstance, _ latency: PeakEWMA, _ core: BalancerCore) -> Int {
    let slot = freeSlots.popLast() ?? slots.count
    let new = EndpointSlot(LeasedInstance(instance, slot: slot, of: core), latency: latency)
    if slot == slots.count { slots.append(new) } else { slots[slot] = new }
    slotOf[instance.endpoint] = slot
    return slot
  }

  private mutating func remove(_ slot: Int, at now: Moment) {
    slots[slot].leftAt = now
    // A probe of it may be under way, and its end will find nobody waiting for it.
    if slots[slot].health == .probing { slots[slot].health = .ejected }
    let pending = Int(slots[slot].load.pending)
    changes.append(
      HealthChange(instance: slots[slot].instance, event: pending > 0 ? .draining(inFlight: pending) : .drained))
  }

  /// Only places that no lease refers to.
  private mutating func forget(at now: Moment) {
    var idle: [(slot: Int, leftAt: Moment)] = []
    for slot in slotOf.values {
      guard let leftAt = slots[slot].leftAt, slots[slot].load.pending == 0 else { continue }
      idle.append((slot, leftAt))
    }
    idle.sort { $0.leftAt > $1.leftAt }
    for (rank, entry) in idle.enumerated()
    where rank >= policy.rememberedEndpoints || entry.leftAt.advanced(by: policy.memory) <= now {
      slotOf[slots[entry.slot].instance.endpoint] = nil
      freeSlots.append(entry.slot)
    }
  }

  private mutating func arrange() {
    var byPriority: [UInt16: Tier] = [:]
    // By slot, so that a seed gives the same picks each time; a dictionary has no order.
    for slot in slotOf.values.sorted() where slots[slot].isMember {
      let instance = slots[slot].instance
      var tier = byPriority[instance.priority] ?? Tier(priority: instance.priority)
      if let other = tier.slots.first, slots[other].instance.weight != instance.weight { tier.isWeighted = true }
      tier.slots.append(slot)
      byPriority[instance.priority] = tier
    }
    tiers = byPriority.values.sorted { $0.priority < $1.priority }
    refill()
  }

  /// To be called whenever an endpoint becomes available, or is not any more.
  mutating func refill() {
    pool = PickPool()
    for tier in tiers where pool.slots.isEmpty {
      pool = PickPool(isWeighted: tier.isWeighted)
      for slot in tier.slots where slots[slot].health == .available {
        pool.append(slot, weight: slots[slot].load.share)
      }
    }
  }

  /// Nil where there are none.
  mutating func takeChanges() -> [HealthChange]? {
    guard !changes.isEmpty else { return nil }
    defer { changes = [] }
    return changes
  }

  /// Lets go of everything. Leases that end later find no slot.
  mutating func close() {
    slots = []
  }
}
