import Timing

/// What is known of one service's instances, and when to ask next: the pure core of ``ResolutionCache``. Time, answers and
/// chance come in; the set to use and when to ask go out.
struct ResolutionState: Sendable {
  /// What the last answers mean.
  enum Condition: Sendable, Hashable {
    /// Nothing was asked yet.
    case unresolved
    case fresh
    /// The last query failed: the last known instances are used.
    case stale
    /// The registry said once that there are none. It is asked again before it is believed.
    case doubted
    /// No instance is known, and the last query said why.
    case negative
  }

  private struct Member: Sendable {
    var instance: ServiceInstance
    var lastSeen: TimeSource.Instant
  }

  let policy: CachePolicy

  private(set) var condition: Condition = .unresolved
  private(set) var isQuerying = false
  /// True where instances are known and whoever uses them has been told.
  private(set) var isPublished = false
  /// From when a use begins a query; nil where nothing need ever be asked.
  private(set) var dueAt: TimeSource.Instant?
  private(set) var lastUsed: TimeSource.Instant
  private(set) var history = QueryHistory()

  private var members: [Member] = []
  private var expiresAt: TimeSource.Instant
  /// The end of what may be used without a newer answer; nil for never.
  private var usableUntil: TimeSource.Instant?
  private var failuresInARow = 0
  private var firstDenial: TimeSource.Instant?

  init(policy: CachePolicy, at now: TimeSource.Instant) {
    self.policy = policy
    dueAt = now
    lastUsed = now
    expiresAt = now
  }

  /// The set in use.
  var instances: [ServiceInstance] { members.map(\.instance) }

  /// True where nothing was asked to know the instances.
  var isStatic: Bool { dueAt == nil }

  /// A watch asks again by itself.
  private(set) var isWatching = false

  /// Notes a use. A query is due where `isDue`: the state then takes it as begun.
  mutating func use(at now: TimeSource.Instant) -> (isKnown: Bool, isDue: Bool) {
    lastUsed = now
    if let usableUntil, now >= usableUntil { isPublished = false }
    guard let dueAt, now >= dueAt, !isQuerying else { return (isPublished, false) }
    begin(at: now)
    return (isPublished, true)
  }

  /// An instance could not be connected to: perhaps it is gone. True where a query begins.
  ///
  /// While queries fail, they go on failing at their own pace.
  mutating func refreshEarly(at now: TimeSource.Instant) -> Bool {
    guard dueAt != nil, !isQuerying, failuresInARow == 0, !members.isEmpty,
      history.lastBegan.map({ now - $0 >= policy.shortestInterval }) ?? true
    else { return false }
    begin(at: now)
    return true
  }

  /// The next query of a watch begins, right after the last.
  mutating func goOn(at now: TimeSource.Instant) {
    begin(at: now)
  }

  private mutating func begin(at now: TimeSource.Instant) {
    isQuerying = true
    history.begin(at: now)
  }

  /// Takes the answer of the query that was begun. True where the set in use changed.
  ///
  /// - Parameter served: Of the set in use, those that answered well not long ago; matters only where the registry says
  ///   that there are none.
  mutating func take(
    _ answer: Result<Resolution, ResolutionFailure>, served: Set<Endpoint>, at now: TimeSource.Instant,
    random: RandomSource
  ) -> Bool {
    history.end(answer, at: now)
    switch answer {
    case .success(let resolution): return believe(resolution, at: now, random: random)
    case .failure(let failure):
      let expired = usableUntil.map { now >= $0 } ?? false
      let changed = expired ? replace(by: []) : false
      if failure.isAuthoritative { return deny(failure, served: served, at: now) || changed }
      fail(at: now, random: random)
      return changed
    }
  }

  /// Whoever uses the set has been told of it.
  ///
  /// - Parameter goesOn: A watch asks again by itself.
  mutating func publish(goesOn: Bool) {
    isPublished = !members.isEmpty
    isQuerying = goesOn
    isWatching = goesOn
  }

  /// When a watch asks again; nil where nobody used the service for so long that it ends. The next use begins a new one.
  mutating func nextWatch(at now: TimeSource.Instant) -> TimeSource.Instant? {
    guard now - lastUsed < policy.watchIdle else {
      isQuerying = false
      isWatching = false
      if condition == .fresh { dueAt = now }
      return nil
    }
    return failuresInARow > 0 || condition == .doubted ? dueAt : now
  }

  /// Why a caller need not wait: that there is nobody was said not long ago. Nil where it must wait.
  func refusal(at now: TimeSource.Instant) -> ResolutionFailure? {
    guard condition == .negative, isWatching || dueAt.map({ now < $0 }) ?? false else { return nil }
    return history.lastFailure
  }
}

extension ResolutionState {
  private mutating func believe(
    _ resolution: Resolution, at now: TimeSource.Instant, random: RandomSource
  ) -> Bool {
    condition = .fresh
    failuresInARow = 0
    firstDenial = nil
    let ttl = min(max(resolution.ttl, policy.shortestTTL), policy.longestTTL)
    let received = min(resolution.receivedAt, now)
    expiresAt = received.advanced(by: ttl * (1 - policy.ttlJitter * random.part()))
    if resolution.question == nil {
      dueAt = nil
      usableUntil = nil
    } else {
      let refresh = received.advanced(by: random.jittered(ttl * policy.refreshPart, by: policy.refreshJitter))
      dueAt = max(refresh, (history.lastBegan ?? now).advanced(by: policy.shortestInterval))
      usableUntil = expiresAt.advanced(by: policy.longestStale)
    }
    return replace(by: merged(resolution, received: received, hold: ttl * policy.holdTTLs))
  }

  /// What is in the answer, and where that may be a part, also what was seen not long ago: an instance that was not drawn
  /// is not gone.
  private func merged(_ resolution: Resolution, received: TimeSource.Instant, hold: Duration) -> [Member] {
    var next = resolution.instances.map { Member(instance: $0, lastSeen: received) }
    guard resolution.isPartial else { return next }
    let seen = Set(resolution.instances.map(\.endpoint))
    next += members.filter { !seen.contains($0.instance.endpoint) && received - $0.lastSeen < hold }
    return next
  }

  /// The registry says that there is nobody. Consul says the same while no instance is healthy and while it elects a
  /// leader, so this is believed only when it is said again at least ``CachePolicy/shortestInterval`` later, and not of
  /// those that have just answered.
  private mutating func deny(
    _ failure: ResolutionFailure, served: Set<Endpoint>, at now: TimeSource.Instant
  ) -> Bool {
    failuresInARow = 0
    guard !members.isEmpty else {
      condition = .negative
      dueAt = now.advanced(by: negativeTTL(failure))
      return false
    }
    let began = history.lastBegan ?? now
    guard let firstDenial, began - firstDenial >= policy.shortestInterval else {
      condition = .doubted
      firstDenial = firstDenial ?? now
      dueAt = max(now, firstDenial ?? now).advanced(by: policy.shortestInterval)
      return false
    }
    dueAt = now.advanced(by: negativeTTL(failure))
    let changed = replace(by: members.filter { served.contains($0.instance.endpoint) })
    condition = members.isEmpty ? .negative : .stale
    return changed
  }

  /// RFC 2308 section 5 with a lower ceiling: a service that starts slowly must not stay unknown for minutes.
  private func negativeTTL(_ failure: ResolutionFailure) -> Duration {
    min(max(failure.negativeTTL ?? policy.shortestNegative, policy.shortestNegative), policy.longestNegative)
  }

  /// The registry cannot be asked, which says nothing of the instances.
  private mutating func fail(at now: TimeSource.Instant, random: RandomSource) {
    condition = members.isEmpty ? .negative : .stale
    failuresInARow += 1
    let limit = members.isEmpty ? policy.longestRetryUnknown : policy.longestRetry
    let doubled = policy.shortestInterval * (1 << min(failuresInARow - 1, 16))
    dueAt = now.advanced(by: min(doubled, limit) * (1 + policy.retryJitter * random.part()))
  }

  /// True where it is another set. Order means nothing, and that of an unchanged set stays.
  private mutating func replace(by next: [Member]) -> Bool {
    if next.count == members.count, Set(next.map(\.instance)) == Set(members.map(\.instance)) {
      let seen = Dictionary(next.map { ($0.instance.endpoint, $0.lastSeen) }) { first, _ in first }
      for index in members.indices {
        members[index].lastSeen = seen[members[index].instance.endpoint] ?? members[index].lastSeen
      }
      return false
    }
    members = next
    return true
  }
}

extension ResolutionState {
  /// True where the answer is older than it would be if it were in use.
  func isOverdue(at now: TimeSource.Instant) -> Bool {
    guard let dueAt, !isQuerying else { return false }
    return now > max(expiresAt, dueAt.advanced(by: policy.queryTimeout))
  }
}

extension RandomSource {
  /// Between 0 and 1.
  fileprivate func part() -> Double {
    var generator = self
    return Double.random(in: 0...1, using: &generator)
  }
}
