import NIOConcurrencyHelpers
import NIOCore

/// The connections of a server that are open or have a handler at work, so that a stop can reach each of them and wait for all.
final class ConnectionRegistry: Sendable {
  private struct State {
    var connections: [ObjectIdentifier: ConnectionReference] = [:]
    var isDraining = false
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0
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

  /// Called when the connection is closed and its last handler has returned.
  func remove(_ connection: ConnectionHandler) {
    let waiters = state.withLockedValue { state in
      state.connections[ObjectIdentifier(connection)] = nil
      guard state.connections.isEmpty else { return [Int: CheckedContinuation<Void, Never>]() }
      defer { state.waiters = [:] }
      return state.waiters
    }
    for waiter in waiters.values { waiter.resume() }
  }

  /// Ends idle connections now and busy ones with the answer in progress.
  func drain() {
    each { $0.drain() }
  }

  /// Closes all connections now, which cancels their handlers.
  func cut() {
    each { $0.cut() }
  }

  /// Returns when no connection is left, or no more than `timeout` later.
  func waitUntilEmpty(timeout: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.waitUntilEmpty() }
      group.addTask { try? await Task.sleep(for: timeout) }
      await group.next()
      group.cancelAll()
    }
  }

  private func waitUntilEmpty() async {
    let waiter = state.withLockedValue { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLockedValue { state in
          if state.connections.isEmpty || Task.isCancelled { return true }
          state.waiters[waiter] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLockedValue { $0.waiters.removeValue(forKey: waiter) }?.resume()
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
