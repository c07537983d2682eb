import Logging
import Synchronization

/// Writes a line into the log for each instance that comes, goes, begins to pass or begins to fail.
final class HealthJournal: Sendable {
  private struct State {
    var isPassing: [RegisteredInstance.Key: Bool] = [:]
    var revision: UInt64 = 0
  }

  private let logger: Logger
  private let state = Mutex(State())

  init(logger: Logger) {
    self.logger = logger
  }

  func follow(_ snapshot: Registry.Snapshot) {
    var lines: [(RegisteredInstance.Key, String)] = []
    state.withLock { state in
      guard snapshot.revision >= state.revision else { return }
      let now = Dictionary(
        uniqueKeysWithValues: snapshot.entries.map { ($0.instance.key, $0.health.isPassing) })
      for (key, isPassing) in now.sorted(by: { $0.key < $1.key }) where state.isPassing[key] != isPassing {
        if state.isPassing[key] == nil { lines.append((key, "registered")) }
        if state.isPassing[key] != nil || isPassing { lines.append((key, isPassing ? "passing" : "failing")) }
      }
      for key in state.isPassing.keys.sorted() where now[key] == nil { lines.append((key, "deregistered")) }
      state.isPassing = now
      state.revision = snapshot.revision
    }
    for (key, change) in lines {
      logger.info("instance \(change)", metadata: ["service": "\(key.service)", "instance": "\(key.id)"])
    }
  }
}
