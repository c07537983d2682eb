import Synchronization

/// One caller of several who wait for the same: resumed once, by the answer, its own leaving, or the end of its
/// patience, whichever is first.
final class Waiter<Value: Sendable>: Sendable {
  private enum State {
    case new
    case waiting(CheckedContinuation<Value, any Error>)
    case finished(Result<Value, any Error>)
    case resumed
  }

  private let state = Mutex(State.new)

  func begin(_ continuation: CheckedContinuation<Value, any Error>) {
    let result: Result<Value, any Error>? = state.withLock { state in
      if case .finished(let result) = state {
        state = .resumed
        return result
      }
      state = .waiting(continuation)
      return nil
    }
    if let result { continuation.resume(with: result) }
  }

  func finish(_ result: Result<Value, any Error>) {
    let continuation: CheckedContinuation<Value, any Error>? = state.withLock { state in
      switch state {
      case .new:
        state = .finished(result)
        return nil
      case .waiting(let continuation):
        state = .resumed
        return continuation
      case .finished, .resumed: return nil
      }
    }
    continuation?.resume(with: result)
  }
}
