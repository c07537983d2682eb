import Synchronization

/// One request on its way to the loop, and who waits for its answer. Whoever holds it resumes `continuation`, once.
struct Job: Sendable {
  let request: OutgoingRequest
  let ticket: Ticket
  let continuation: CheckedContinuation<ClientResponse, any Error>

  func fail(_ error: ClientError) {
    continuation.resume(throwing: error)
  }
}

/// Names a job to cancel. The flag outlives the command: cancelling may overtake starting.
final class Ticket: Sendable {
  let isCancelled = Atomic(false)
}

/// What other threads ask of the loop's thread.
final class Inbox: Sendable {
  enum Command: Sendable {
    case start(Job)
    case cancel(Ticket)
  }

  private struct State {
    var commands: [Command] = []
    var closedBecause: ClientError?
    /// Nil once the loop is about to free it: waking it up must not race with that.
    var multi: MultiHandle?
  }

  private let state: Mutex<State>

  init(multi: MultiHandle) {
    state = Mutex(State(multi: multi))
  }

  /// An inbox that refuses every job.
  init(closedBecause error: ClientError) {
    state = Mutex(State(closedBecause: error))
  }

  /// Hands `command` over, or fails its job where the client is closed.
  func send(_ command: Command) {
    let refusal = state.withLock { state -> ClientError? in
      if let error = state.closedBecause { return error }
      state.commands.append(command)
      // The loop takes all commands at once, so only the first of a batch has to wake it.
      if state.commands.count == 1 { state.multi?.wakeUp() }
      return nil
    }
    if let refusal, case .start(let job) = command { job.fail(refusal) }
  }

  func close(because error: ClientError = ClientError(.shutdown, "The HTTP client was shut down.")) {
    state.withLock { state in
      guard state.closedBecause == nil else { return }
      state.closedBecause = error
      state.multi?.wakeUp()
    }
  }

  /// All commands that came since the last call, and why to stop where that was asked for.
  func take() -> (commands: [Command], closedBecause: ClientError?) {
    state.withLock { state in
      defer { state.commands = [] }
      return (state.commands, state.closedBecause)
    }
  }

  /// After this nobody touches the multi handle but its loop.
  func forgetMulti() {
    state.withLock { $0.multi = nil }
  }
}
