import Timing

/// When what is done for one invocation must have ended, so that Lambda is told of a fault before it cuts the function
/// off, which tells nobody anything.
///
/// What is kept back is 900 ms, or a fifth of a short time, in three parts: for a handler that goes by its deadline to
/// fail in its own words, for one that does not to notice that it is cancelled, and for the report.
struct InvocationTimes: Sendable, Equatable {
  /// Handed to the handler.
  let deadline: Deadline
  /// The handler is cancelled.
  let cancellation: TimeSource.Instant
  /// The handler is waited for no longer.
  let end: TimeSource.Instant
  /// Lambda cuts the function off.
  let cut: TimeSource.Instant

  /// - Parameter remaining: Until Lambda cuts the function off; nil where that is not known.
  init(remaining: Duration?, now: TimeSource.Instant) {
    let remaining = remaining ?? NextStep.longest
    let part = min(.milliseconds(300), remaining / 15)
    cut = now.advanced(by: remaining)
    end = cut.advanced(by: .zero - part)
    cancellation = cut.advanced(by: .zero - part * 2)
    deadline = Deadline(cut.advanced(by: .zero - part * 3))
  }
}
