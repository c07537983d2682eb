import Timing

// What each kind of answer means for the set in use.
extension ResolutionState {
  /// The registry says who there is.
  mutating func believe(
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
  mutating func deny(
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
      self.firstDenial = firstDenial ?? now
      dueAt = now.advanced(by: policy.shortestInterval)
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
  mutating func fail(at now: TimeSource.Instant, random: RandomSource) {
    condition = members.isEmpty ? .negative : .stale
    failuresInARow += 1
    let limit = members.isEmpty ? policy.longestRetryUnknown : policy.longestRetry
    let doubled = policy.shortestInterval * (1 << min(failuresInARow - 1, 16))
    dueAt = now.advanced(by: min(doubled, limit) * (1 + policy.retryJitter * random.part()))
  }

  /// True where it is another set. Order means nothing, and that of an unchanged set stays.
  mutating func replace(by next: [Member]) -> Bool {
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

extension RandomSource {
  /// Between 0 and 1.
  fileprivate func part() -> Double {
    var generator = self
    return Double.random(in: 0...1, using: &generator)
  }
}
