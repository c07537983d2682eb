import Dispatch
import Glibc
import Synchronization

/// Takes log lines in memory and writes them from a thread of its own: many with one `write(2)` where many come.
///
/// Whoever logs never waits for whoever reads the log: an event loop that did would stop all its connections when the
/// reader stalls. The thread looks every few milliseconds, so a process that is killed loses no more than the lines of
/// those. Where ``capacity`` bytes wait for a reader, further lines are dropped, and how many is logged.
package final class LogWriter: LogSink {
  /// The one for the standard output. What it holds is written when the process exits.
  package static let standardOutput: LogWriter = {
    atexit { LogWriter.standardOutput.flush() }
    return LogWriter(STDOUT_FILENO)
  }()

  /// Bytes that may wait.
  static let capacity = 1 << 20
  private static let pauseMicroseconds: UInt32 = 5000

  private struct State {
    var lines: [UInt8] = []
    var dropped = 0
    var isThreadStarted = false
    var isThreadCalled = false
  }

  private let state = Mutex(State())
  private let output: Mutex<LogOutput>
  private let call = DispatchSemaphore(value: 0)

  package init(_ descriptor: CInt) {
    output = Mutex(LogOutput(descriptor: descriptor))
  }

  package func write(_ line: String) {
    append { $0.append(contentsOf: line.utf8) }
  }

  /// Adds one line, ended by a newline, that `body` appends to those that wait already.
  func append(_ body: (inout [UInt8]) -> Void) {
    let (starts, calls) = state.withLock { state in
      guard state.lines.count < Self.capacity else {
        state.dropped += 1
        return (false, false)
      }
      body(&state.lines)
      defer { (state.isThreadStarted, state.isThreadCalled) = (true, true) }
      return (!state.isThreadStarted, !state.isThreadCalled)
    }
    if starts { startThread() }
    if calls { call.signal() }
  }

  /// Writes what waits before it returns, but gives up on a reader that takes nothing for a second.
  package func flush() {
    output.withLock { output in
      if output.isEmpty {
        state.withLock { state in
          swap(&state.lines, &output.lines)
          if state.dropped > 0 { output.lines.append(contentsOf: Self.note(state.dropped).utf8) }
          state.dropped = 0
          state.isThreadCalled = false
        }
      }
      output.send()
      if !output.isEmpty { call.signal() }
    }
  }

  /// Lines wait that the reader has not taken.
  var isBehind: Bool {
    output.withLock { !$0.isEmpty } || state.withLock { !$0.lines.isEmpty || $0.dropped > 0 }
  }

  private func startThread() {
    DispatchQueue(label: "log").async { [self] in
      while true {
        call.wait()
        flush()
        usleep(Self.pauseMicroseconds)
      }
    }
  }

  private static func note(_ dropped: Int) -> String {
    #"{"ts":"\#(Timestamp.now().iso8601)","level":"warning","msg":"log lines dropped: nobody read the log","lines":\#(dropped)}"#
      + "\n"
  }
}

/// The writing end: lines on their way to a file descriptor.
private struct LogOutput: ~Copyable {
  private let descriptor: CInt
  var lines: [UInt8] = []
  private var sent = 0

  /// What a pipe that is ready for writing takes without blocking (`PIPE_BUF`).
  private static let pieceBytes = 4096
  private static let patienceMilliseconds: CInt = 1000

  init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  var isEmpty: Bool { lines.isEmpty }

  /// Leaves the rest for another time where the reader takes nothing. A log must not stop the service: what cannot be
  /// written at all, since whoever read the log has gone, is thrown away.
  mutating func send() {
    while sent < lines.count {
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let count = poll(&ready, 1, Self.patienceMilliseconds)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      let written = lines.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, min(lines.count - sent, Self.pieceBytes))
      }
      if written > 0 {
        sent += written
      } else if written == 0 || (errno != EINTR && errno != EAGAIN) {
        break
      }
    }
    lines.removeAll(keepingCapacity: true)
    sent = 0
  }
}
