import Synchronization
package import Timing

/// A time that stands still until a test moves it on.
package final class ManualTime: Sendable {
  private struct Sleeper {
    var id: Int
    var wakes: TimeSource.Instant
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct Watcher {
    var count: Int
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var now: TimeSource.Instant
    var nextID = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
    var watchers: [Watcher] = []
  }

  private let state: Mutex<State>
  package let start: TimeSource.Instant

  package init() {
    start = .now
    state = Mutex(State(now: start))
  }

  package var source: TimeSource {
    TimeSource(now: { self.now }, sleepUntil: { try await self.sleep(until: $0) })
  }

  package var now: TimeSource.Instant { state.withLock { $0.now } }

  /// Since this time began.
  package var elapsed: Duration { now - start }

  /// When the next sleeper wakes; nil where nobody sleeps.
  package var nextWake: Duration? {
    state.withLock { state in state.sleepers.map(\.wakes).min().map { $0 - start } }
  }

  package var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  /// Returns once at least `count` tasks sleep: what a test awaits before it moves the time on.
  package func sleepers(atLeast count: Int) async {
    await withCheckedContinuation { continuation in
      let isMet = state.withLock { state in
        if state.sleepers.count >= count { return true }
        state.watchers.append(Watcher(count: count, continuation: continuation))
        return false
      }
      if isMet { continuation.resume() }
    }
  }

  /// Moves the time on and wakes whoever's time has come, the earliest first. What they do then happens later, by
  /// themselves.
  package func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.wakes <= state.now }.sorted { ($0.wakes, $0.id) < ($1.wakes, $1.id) }
      state.sleepers.removeAll { $0.wakes <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Moves the time to when the next of at least `count` sleepers wakes.
  package func advanceToNextWake(ofAtLeast count: Int = 1) async {
    await sleepers(atLeast: count)
    if let nextWake { advance(by: max(.zero, nextWake - elapsed)) }
  }

  /// What comes of `work`, while time goes on by itself: to the next wake, once nobody has begun or ended to sleep for many
  /// turns. Whoever has something to do is let do it first, or it would be overtaken by what only waits for it.
  package func flowing<Value>(_ work: () async throws -> Value) async rethrows -> Value {
    let mover = Task {
      var seen = sleeps
      var turns = 0
      while !Task.isCancelled {
        await Task.yield()
        turns = sleeps == seen ? turns + 1 : 0
        seen = sleeps
        guard turns >= 500 else { continue }
        turns = 0
        if let nextWake { advance(by: max(.zero, nextWake - elapsed)) }
      }
    }
    defer { mover.cancel() }
    return try await work()
  }

  /// Changes with each beginning and end of a sleep.
  private var sleeps: [Int] { state.withLock { [$0.nextID, $0.sleepers.count] } }

  private func sleep(until instant: TimeSource.Instant) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        begin(Sleeper(id: id, wakes: instant, continuation: continuation))
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func begin(_ sleeper: Sleeper) {
    enum Outcome { case sleeps([Watcher]), over, cancelled }
    let outcome: Outcome = state.withLock { state in
      if state.cancelled.remove(sleeper.id) != nil { return .cancelled }
      guard sleeper.wakes > state.now else { return .over }
      state.sleepers.append(sleeper)
      let count = state.sleepers.count
      let met = state.watchers.filter { $0.count <= count }
      state.watchers.removeAll { $0.count <= count }
      return .sleeps(met)
    }
    switch outcome {
    case .sleeps(let met): for watcher in met { watcher.continuation.resume() }
    case .over: sleeper.continuation.resume()
    case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
    }
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state -> Sleeper? in
      guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
        state.cancelled.insert(id)
        return nil
      }
      return state.sleepers.remove(at: index)
    }
    sleeper?.continuation.resume(throwing: CancellationError())
  }
}
