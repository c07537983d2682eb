import Synchronization
import Timing

/// Checks every registered instance that has a check: at once, and then at its interval, a little sooner or later, so that
/// those that were registered together are not checked together for ever.
final class HealthMonitor: Sendable {
  private struct Watch {
    var registration: UInt64
    var task: Task<Void, Never>
  }

  private struct State {
    var watches: [RegisteredInstance.Key: Watch] = [:]
    var revision: UInt64 = 0
    var isStopped = false
  }

  private let registry: Registry
  private let probe: HealthProbe
  private let time: TimeSource
  private let random: RandomSource
  private let state = Mutex(State())

  init(registry: Registry, probe: HealthProbe, time: TimeSource, random: RandomSource) {
    self.registry = registry
    self.probe = probe
    self.time = time
    self.random = random
  }

  /// Begins and ends checks so that they are those of `snapshot`.
  func follow(_ snapshot: Registry.Snapshot) {
    state.withLock { state in
      guard !state.isStopped, snapshot.revision >= state.revision else { return }
      state.revision = snapshot.revision
      var left = state.watches
      for entry in snapshot.entries {
        guard let check = entry.instance.check else { continue }
        if let watch = left.removeValue(forKey: entry.instance.key) {
          if watch.registration == entry.registration { continue }
          watch.task.cancel()
        }
        state.watches[entry.instance.key] = Watch(registration: entry.registration, task: watch(entry, check))
      }
      for (key, watch) in left {
        watch.task.cancel()
        state.watches[key] = nil
      }
    }
  }

  /// Ends all checks; returns once none is under way.
  func stop() async {
    let tasks = state.withLock { state in
      state.isStopped = true
      defer { state.watches = [:] }
      return state.watches.values.map(\.task)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }

  private func watch(_ entry: Registry.Entry, _ check: HealthCheck) -> Task<Void, Never> {
    Task { [registry, probe, time, random] in
      while !Task.isCancelled {
        let isWell = await probe.isWell(entry.instance, check)
        // A check that was cut off says nothing of the instance.
        guard !Task.isCancelled else { return }
        registry.report(isWell, of: entry.instance.key, registration: entry.registration)
        try? await time.sleep(for: random.jittered(check.interval, by: 0.1))
      }
    }
  }
}
