import NIOConcurrencyHelpers
import NIOCore

/// The open connections of a server, so that a stop can reach each of them.
final class ConnectionRegistry: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: ConnectionReference] = [:]
    var isDraining = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }

  private let state = NIOLockedValueBox(State())

  var count: Int { state.withLockedValue { $0.connections.count } }

  /// Called on the connection's event loop. One that was accepted while the server stops is told so at once.
  func add(_ connection: ConnectionReference) {
    let isDraining = state.withLockedValue { state in
      state.connections[ObjectIdentifier(connection.handler)] = connection
      return state.isDraining
    }
    if isDraining { connection.handler.drain() }
  }

  func remove(_ connection: ConnectionHandler) {
    let waiters = state.withLockedValue { state in
      state.connections[ObjectIdentifier(connection)] = nil
      guard state.connections.isEmpty else { return [CheckedContinuation<Void, Never>]() }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Ends idle connections now and busy ones with the answer in progress.
  func drain() {
    each { $0.drain() }
  }

  /// Ends all connections now.
  func cut() {
    each { $0.cut() }
  }

  func waitUntilEmpty() async {
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLockedValue { state in
        if !state.connections.isEmpty { state.waiters.append(continuation) }
        return state.connections.isEmpty
      }
      if isEmpty { continuation.resume() }
    }
  }

  private func each(_ body: @escaping @Sendable (ConnectionHandler) -> Void) {
    let connections = state.withLockedValue { state in
      state.isDraining = true
      return Array(state.connections.values)
    }
    for connection in connections { connection.run(body) }
  }
}
