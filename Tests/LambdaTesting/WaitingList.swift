import Synchronization

/// Values in order, each taken once, by whoever waits for it.
final class WaitingList<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var waiters: [(id: Int, continuation: CheckedContinuation<Value?, Never>)] = []
    var cancelled: Set<Int> = []
    var lastID = 0
  }

  private let state = Mutex(State())

  func put(_ value: Value) {
    let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
      if !state.waiters.isEmpty { return state.waiters.removeFirst().continuation }
      state.values.append(value)
      return nil
    }
    waiter?.resume(returning: value)
  }

  /// Nil where there is none now.
  func takeNow() -> Value? {
    state.withLock { $0.values.isEmpty ? nil : $0.values.removeFirst() }
  }

  /// Nil where the calling task is cancelled.
  func take() async -> Value? {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let value: Value?? = state.withLock { state in
          if state.cancelled.remove(id) != nil { return .some(nil) }
          if !state.values.isEmpty { return state.values.removeFirst() }
          state.waiters.append((id, continuation))
          return nil
        }
        if let value { continuation.resume(returning: value) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.waiters.remove(at: index).continuation
      }
      waiter?.resume(returning: nil)
    }
  }
}
