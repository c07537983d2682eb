import Dispatch
import Glibc
import Synchronization

/// A running program whose end is always awaited, so that it never stays as a zombie.
///
/// Its standard input is a pipe that nobody writes to. When the demo ends, in whatever way, the system closes the other
/// end, and the program stops by itself.
final class ChildProcess: Sendable {
  let pid: pid_t

  private struct State {
    var status: ProcessEnd?
    var waiters: [CheckedContinuation<ProcessEnd, Never>] = []
  }

  private let state = Mutex(State())
  private let input: CInt

  /// - Parameter deliver: Gets every line that the program writes, one at a time.
  init(
    _ program: String, arguments: [String] = [], environment: [String: String],
    deliver: @escaping @Sendable (LogLine) -> Void
  ) throws(DemoError) {
    let (pid, input, output, error) = try Self.oneAtATime.withLock { _ throws(DemoError) in
      try Self.spawn(program, arguments, environment: environment)
    }
    self.pid = pid
    self.input = input
    let turns = DispatchQueue(label: "child-\(pid)-lines")
    let reading = DispatchGroup()
    for (descriptor, stream) in [(output, LogLine.Stream.output), (error, .error)] {
      DispatchQueue(label: "child-\(pid)-output").async(group: reading) {
        OutputReader.readToEnd(of: descriptor) { text in
          turns.sync { deliver(LogLine(stream: stream, text: text)) }
        }
      }
    }
    DispatchQueue(label: "child-\(pid)-end").async { [self] in
      let status = awaitEnd()
      // A process that it started may hold the pipes open for longer; its lines come late, but nobody waits for them.
      _ = reading.wait(timeout: .now() + 1)
      finish(status)
    }
  }

  /// Between the making of a pipe and its mark to be closed on exec no other process may be started. It would hold the
  /// pipe open, and hide from this one that the demo is gone.
  private static let oneAtATime = Mutex(())

  /// The process's id and our ends of the pipes to its standard input, output and error.
  private static func spawn(
    _ program: String, _ arguments: [String], environment: [String: String]
  ) throws(DemoError) -> (pid_t, input: CInt, output: CInt, error: CInt) {
    let (input, output, error) = (try Pipe(), try Pipe(), try Pipe())
    defer {
      close(input.readEnd)
      close(output.writeEnd)
      close(error.writeEnd)
    }
    do {
      let pid = try Spawn.process(
        program, arguments: arguments, environment: environment, input: input.readEnd, output: output.writeEnd,
        error: error.writeEnd)
      return (pid, input.writeEnd, output.readEnd, error.readEnd)
    } catch let fault {
      close(input.writeEnd)
      close(output.readEnd)
      close(error.readEnd)
      throw fault
    }
  }

  /// How the process ended; waits until it has, and until all its lines are delivered.
  var exitStatus: ProcessEnd {
    get async {
      await withCheckedContinuation { continuation in
        let status = state.withLock { state in
          if state.status == nil { state.waiters.append(continuation) }
          return state.status
        }
        if let status { continuation.resume(returning: status) }
      }
    }
  }

  /// Asks the process to stop, and ends it if it has not within `grace`. Returns at once. One that is paused goes on, so
  /// that it can stop.
  func stop(grace: Duration) {
    signal(SIGTERM)
    signal(SIGCONT)
    DispatchQueue.global().asyncAfter(deadline: .now() + grace.timeInterval) { self.signal(SIGKILL) }
  }

  /// The id belongs to the process until it is reaped, which the same lock guards: no other can get the signal.
  func signal(_ signal: CInt) {
    state.withLock { state in
      if state.status == nil { kill(pid, signal) }
    }
  }

  /// Blocks until the process has ended; leaves it to be reaped.
  private func awaitEnd() -> ProcessEnd {
    var information = siginfo_t()
    while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return state.withLock { state in
      var word: CInt = 0
      while waitpid(pid, &word, 0) < 0, errno == EINTR {}
      let status = ProcessEnd(waitStatus: word)
      state.status = status
      return status
    }
  }

  private func finish(_ status: ProcessEnd) {
    close(input)
    let waiters = state.withLock { state in
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: status) }
  }
}

extension Duration {
  fileprivate var timeInterval: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
