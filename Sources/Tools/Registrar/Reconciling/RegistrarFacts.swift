import Synchronization

/// What is asked for once and stays true.
final class RegistrarFacts: Sendable {
  private struct State {
    var identity: ClusterIdentity?
    var zoneName: String?
  }

  private let state: Mutex<State>

  /// - Parameter zoneName: Where it is known from the start.
  init(zoneName: String? = nil) {
    state = Mutex(State(zoneName: zoneName))
  }

  var identity: ClusterIdentity? {
    get { state.withLock(\.identity) }
    set { state.withLock { $0.identity = newValue } }
  }

  var zoneName: String? {
    get { state.withLock(\.zoneName) }
    set { state.withLock { $0.zoneName = newValue } }
  }
}
