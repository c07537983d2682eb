import Synchronization
import Timing

extension ResolutionCache {
  /// Runs the query that the state has taken as begun, in a task of its own: it outlives the caller that caused it.
  func begin() {
    let query = Task {
      if let watcher = resolver as? any ServiceWatcher {
        await watch(watcher)
      } else {
        await ask()
      }
    }
    let isStopped = shared.withLock { shared in
      shared.query = query
      return shared.isStopped
    }
    if isStopped { query.cancel() }
  }

  private func ask() async {
    let deadline = Deadline.after(policy.queryTimeout, by: time)
    let answer: Result<Resolution, ResolutionFailure>
    do {
      answer = .success(try await resolver.resolve(deadline: deadline))
    } catch {
      answer = .failure(error)
    }
    take(answer, goesOn: false)
  }

  private func watch(_ watcher: any ServiceWatcher) async {
    var pace = WatchPace()
    var version: UInt64 = 0
    _ = pace.next(at: time.now())
    while true {
      let answer = await watcher.watch(after: version)
      guard take(answer.result, goesOn: true) else { return }
      let now = time.now()
      let (next, condition) = shared.withLock { ($0.state.nextWatch(at: now), $0.state.condition) }
      guard let next else { return }
      // What is doubted is asked for at once, not when it changes.
      version = condition == .doubted ? 0 : answer.version
      guard (try? await time.sleepUntil(max(next, pace.next(at: now)))) != nil else { return }
      let began = time.now()
      shared.withLock { $0.state.goOn(at: began) }
    }
  }

  /// Hands on what the answer changes, and lets those go on who wait for it. False where the cache was stopped.
  @discardableResult
  private func take(_ answer: Result<Resolution, ResolutionFailure>, goesOn: Bool) -> Bool {
    let now = time.now()
    let before = shared.withLock { $0.state }
    var served: Set<Endpoint> = []
    if case .failure(let failure) = answer, failure.isAuthoritative {
      // Asked outside of the lock: it takes one of its own.
      served = Set(before.instances.map(\.endpoint).filter(hasServedRecently))
    }
    let taken: (state: ResolutionState, isChange: Bool)? = shared.withLock { shared in
      if shared.isStopped { return nil }
      let isChange = shared.state.take(answer, served: served, at: now, random: random)
      return (shared.state, isChange)
    }
    guard let (after, isChange) = taken else { return false }
    if isChange { onChange(after.instances) }
    journal.note(from: before, to: after)
    let waiters = shared.withLock { shared in
      shared.state.publish(goesOn: goesOn)
      return shared.waiters.removeAll()
    }
    let result: Result<Void, ResolutionFailure> =
      after.instances.isEmpty
      ? .failure(after.history.lastFailure ?? ResolutionFailure(.noInstances, "There is no instance."))
      : .success(())
    for waiter in waiters { waiter.resume(result) }
    return true
  }
}
