import Synchronization

/// The zones that a running server answers from, changed as a whole: no answer mixes what was before with what is after.
package final class ZoneStore: Sendable {
  private struct State {
    var zones: ZoneSet
    var revision: UInt64 = 0
    var turn = 0
  }

  private let state: Mutex<State>

  package init(_ zones: ZoneSet = .empty) {
    state = Mutex(State(zones: zones))
  }

  package var zones: ZoneSet { state.withLock { $0.zones } }

  /// Takes effect where `revision` is greater than that of the zones in force, so that of two changes made at once the
  /// later one stays, whichever arrives first.
  package func replace(_ zones: ZoneSet, revision: UInt64) {
    state.withLock { state in
      guard revision > state.revision else { return }
      state.zones = zones
      state.revision = revision
    }
  }

  /// The zones for one answer, and the number of that answer.
  func next() -> (zones: ZoneSet, turn: Int) {
    state.withLock { state in
      state.turn = (state.turn + 1) & Int(Int32.max)
      return (state.zones, state.turn)
    }
  }
}
