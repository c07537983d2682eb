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
    /// The loop waits, or is about to: only then does it need a signal, which costs a system call.
    var isWaiting = false
  }

  private let state: Mutex<State>
  private let wakeup: Wakeup?

  init(wakeup: Wakeup) {
    state = Mutex(State())
    self.wakeup = wakeup
  }

  /// An inbox that refuses every job.
  init(closedBecause error: ClientError) {
    state = Mutex(State(closedBecause: error))
    wakeup = nil
  }

  /// Hands `command` over, or fails its job where the client is closed.
  func send(_ command: Command) {
    let (refusal, mustWake) = state.withLock { state -> (ClientError?, Bool) in
      if let error = state.closedBecause { return (error, false) }
      state.commands.append(command)
      defer { state.isWaiting = false }
      return (nil, state.isWaiting)
    }
    if mustWake { wakeup?.signal() }
    if let refusal, case .start(let job) = command { job.fail(refusal) }
  }

  func close(because error: ClientError = ClientError(.shutdown, "The HTTP client was shut down.")) {
    let mustWake = state.withLock { state in
      guard state.closedBecause == nil else { return false }
      state.closedBecause = error
      defer { state.isWaiting = false }
      return state.isWaiting
    }
    if mustWake { wakeup?.signal() }
  }

  /// All commands that came since the last call, and why to stop where that was asked for.
  func take() -> (commands: [Command], closedBecause: ClientError?) {
    state.withLock { state in
      state.isWaiting = false
      let commands = state.commands
      if !commands.isEmpty { state.commands = [] }
      return (commands, state.closedBecause)
    }
  }

  /// Asks for a signal with the next command; false where there is something to take already.
  func beginWaiting() -> Bool {
    state.withLock { state in
      guard state.commands.isEmpty, state.closedBecause == nil else { return false }
      state.isWaiting = true
      return true
    }
  }
}
