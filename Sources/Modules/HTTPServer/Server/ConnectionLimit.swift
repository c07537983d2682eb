import NIOConcurrencyHelpers

/// How many connections a server has at most, over all its listeners.
///
/// A place is taken before a connection is accepted and given back when it has closed. Where none is free, a listener
/// waits in line: a place that is given back goes to the first in line under the same lock, so no wake-up is lost, and the
/// limit is never passed.
final class ConnectionLimit: Sendable {
  typealias Wake = @Sendable () -> Void

  private struct State {
    var free: Int
    var line: [(id: ObjectIdentifier, wake: Wake)] = []
  }

  private let state: NIOLockedValueBox<State>

  init(_ limit: Int) {
    state = NIOLockedValueBox(State(free: limit))
  }

  /// True where a place was taken. Otherwise `wake` is called, once and from any thread, when one is the caller's.
  func take(for id: ObjectIdentifier, orWake wake: @escaping Wake) -> Bool {
    state.withLockedValue { state in
      guard state.free > 0 else {
        state.line.append((id, wake))
        return false
      }
      state.free -= 1
      return true
    }
  }

  func giveBack() {
    let wake: Wake? = state.withLockedValue { state in
      guard !state.line.isEmpty else {
        state.free += 1
        return nil
      }
      return state.line.removeFirst().wake
    }
    wake?()
  }

  /// Leaves the line. False where the place has been given already.
  func withdraw(_ id: ObjectIdentifier) -> Bool {
    state.withLockedValue { state in
      guard let place = state.line.firstIndex(where: { $0.id == id }) else { return false }
      state.line.remove(at: place)
      return true
    }
  }
}
