import NameService
import Synchronization

/// Tells of each registered instance when it begins to fail its checks, and when it passes them again.
final class HealthChanges: Sendable {
  private struct State {
    var isPassing: [String: Bool] = [:]
    var revision: UInt64 = 0
  }

  private let tell: @Sendable (String, Bool) -> Void
  private let state = Mutex(State())

  init(tell: @escaping @Sendable (String, Bool) -> Void) {
    self.tell = tell
  }

  func follow(_ snapshot: Registry.Snapshot) {
    let changes: [(String, Bool)] = state.withLock { state in
      guard snapshot.revision >= state.revision else { return [] }
      state.revision = snapshot.revision
      let now = Dictionary(
        snapshot.entries.map { ($0.instance.key.id, $0.health.isPassing) }, uniquingKeysWith: { $1 })
      defer { state.isPassing = now }
      return now.filter { name, isPassing in state.isPassing[name].map { $0 != isPassing } ?? false }
        .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    for (name, isPassing) in changes { tell(name, isPassing) }
  }
}
