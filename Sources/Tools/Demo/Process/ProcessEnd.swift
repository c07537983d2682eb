/// How a process ended.
enum ProcessEnd: Sendable, Equatable, CustomStringConvertible {
  case exited(code: Int32)
  case killed(signal: Int32)

  /// From the status word of `waitpid(2)`: the low seven bits are the signal that ended the process, if one did, and
  /// the next eight its exit code.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(code: (waitStatus >> 8) & 0xFF) : .killed(signal: signal)
  }

  var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .killed(let signal): "signal \(signal)"
    }
  }
}
