import Synchronization

/// News from the engine, from the task that reads them for the one that acts on them.
final class Mailbox: Sendable {
  enum Item: Sendable, Equatable {
    case streamOpened
    case event(EngineEvent)
    case eventsLost
  }

  private struct State {
    var items: [Item] = []
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// More than these are not kept: then everything is compared instead.
  static let mostItems = 10_000

  func put(_ item: Item) {
    let waiter = state.withLock { state in
      if state.items.count >= Self.mostItems { state.items = [.eventsLost] }
      state.items.append(item)
      return state.waiter.take()
    }
    waiter?.resume()
  }

  func take() -> [Item] {
    state.withLock { state in
      defer { state.items = [] }
      return state.items
    }
  }

  /// Returns once there is something to take, or the task is cancelled. One task waits at a time.
  func news() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          guard state.items.isEmpty, !Task.isCancelled else { return true }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }
}
