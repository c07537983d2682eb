import Timing

/// What the container engine tells.
extension Reconciler {
  /// Events come from now on; whatever happened before must be asked for.
  mutating func takeStreamOpened() {
    isListDue = true
    engineRetry.succeed()
    listRetry.succeed()
  }

  /// Events may have been lost.
  mutating func takeEventsLost() {
    isListDue = true
  }

  mutating func take(_ event: EngineEvent, at now: TimeSource.Instant) {
    let id = event.container
    switch event.kind {
    case .started:
      leaving[id] = nil
    case .changed: break
    case .signalled(let signal):
      guard let signal, isStop(signal, for: id) else { return }
      let mark = leaving[id] ?? Leaving(startedAt: known[id]?.startedAt, until: now.advanced(by: Self.longestLeave))
      leaving[id] = mark
      isDirty = true
      return
    case .ended(let code):
      leaving[id] = nil
      // Whether it crashed is for the engine to say, where the event does not say that it did not.
      if !policy.keepsCrashed || code.map({ $0 == 0 || $0 & 128 != 0 }) == true {
        known[id] = nil
        unknown.remove(id)
      }
      isDirty = true
    }
    suspect(id)
  }

  mutating func take(_ list: [ListedContainer], at now: TimeSource.Instant) {
    engineRetry.succeed()
    listRetry.succeed()
    let all = Set(list.map(\.id))
    let running = Set(list.filter(\.isRunning).map(\.id))
    let ended = policy.keepsCrashed ? all.subtracting(running) : []
    kept.formIntersection(ended)
    unknown.formIntersection(all)
    obscure = obscure.filter { all.contains($0.key) }
    leaving = leaving.filter { running.contains($0.key) }
    // One that crashed keeps what it has until the engine has said so.
    known = known.filter { running.contains($0.key) || ended.contains($0.key) }
    for id in running.union(ended.subtracting(kept)).sorted() {
      if known[id] == nil { unknown.insert(id) }
      suspect(id)
    }
    hasListed = true
    isDirty = true
  }

  /// - Parameter isAway: The engine did not answer. One that did can still tell of single containers.
  mutating func takeListFailure(_ text: String, isAway: Bool, at now: TimeSource.Instant) {
    isListDue = true
    if isAway { return engineFailed(text, at: now) }
    engineRetry.succeed()
    if listRetry.failures == 0 { notes.append(.engineFails(text)) }
    listRetry.fail(at: now, random: random)
  }

  /// - Parameter container: Nil where the engine knows none of this id.
  mutating func take(_ container: Container?, for id: String, at now: TimeSource.Instant) {
    engineRetry.succeed()
    unknown.remove(id)
    obscure[id] = nil
    let before = known.removeValue(forKey: id)
    kept.remove(id)
    isDirty = true
    guard let container, container.isRunning else {
      leaving[id] = nil
      if policy.keepsCrashed, container?.hasCrashed == true { kept.insert(id) }
      return
    }
    if let startedAt = leaving[id]?.startedAt, startedAt != container.startedAt { leaving[id] = nil }
    leaving[id]?.startedAt = container.startedAt
    let result = rules.services(of: container)
    known[id] = Known(
      startedAt: container.startedAt, stopSignal: container.stopSignal, plans: result.plans, faults: result.faults)
    for fault in result.faults where before?.faults.contains(fault) != true {
      notes.append(.fault(container: container.name, fault))
    }
  }

  /// - Parameter isAway: The engine did not answer. One that did is well: it is this container that it cannot tell of, and
  ///   others can be asked about.
  mutating func takeInspectFailure(of id: String, _ text: String, isAway: Bool, at now: TimeSource.Instant) {
    suspect(id)
    if isAway { return engineFailed(text, at: now) }
    engineRetry.succeed()
    if obscure[id]?.failures == 3 { notes.append(.engineFails(text)) }
    obscure[id, default: Retry()].fail(at: now, random: random)
  }

  private mutating func engineFailed(_ text: String, at now: TimeSource.Instant) {
    if engineRetry.failures == 0 { notes.append(.engineFails(text)) }
    engineRetry.fail(at: now, random: random)
  }

  /// Other signals ask for other things, such as reading the configuration again.
  private func isStop(_ signal: Signal, for container: String) -> Bool {
    [.terminate, .kill, known[container]?.stopSignal].contains(signal)
  }
}
