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

  struct Member: Sendable {
    var instance: ServiceInstance
    var lastSeen: TimeSource.Instant
  }

  let policy: CachePolicy

  var condition: Condition = .unresolved
  private(set) var isQuerying = false
  /// A watch asks again by itself, and is at it.
  private(set) var isWatching = false
  /// True where instances are known and whoever uses them has been told.
  private(set) var isPublished = false
  /// From when a use begins a query; nil where nothing need ever be asked.
  var dueAt: TimeSource.Instant?
  private(set) var lastUsed: TimeSource.Instant
  private(set) var history = QueryHistory()

  var members: [Member] = []
  var expiresAt: TimeSource.Instant
  /// The end of what may be used without a newer answer; nil for never.
  var usableUntil: TimeSource.Instant?
  var failuresInARow = 0
  var firstDenial: TimeSource.Instant?

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
  /// True where the answer is older than it would be if it were in use.
  func isOverdue(at now: TimeSource.Instant) -> Bool {
    guard let dueAt, !isQuerying else { return false }
    return now > max(expiresAt, dueAt.advanced(by: policy.queryTimeout))
  }
}
