import Discovery

/// What becomes of a request that an instance gets.
struct SimulatedInstance {
  enum Fault {
    /// The process is gone: what is in flight is reset, and connections are refused.
    case refuses
    /// The host is gone: no answer of any kind.
    case isSilent
    /// Answers after two seconds, its health check too.
    case isSlow
    /// Answers 500 at once, its health check too.
    case failsAtOnce
  }

  struct Answer {
    var outcome: Outcome
    /// Nanoseconds.
    var latency: Int
  }

  static let connectTimeout = 250 * milliseconds
  static let attemptTimeout = 1000 * milliseconds

  /// In nanoseconds; nothing wrong outside of these times.
  var faults: [(during: Range<Int>, fault: Fault)] = []

  func answer(at time: Int, service: Int) -> Answer {
    switch faults.first(where: { $0.during.contains(time) })?.fault {
    case .refuses: return Answer(outcome: .connectFailure, latency: milliseconds / 2)
    case .isSilent: return Answer(outcome: .connectFailure, latency: Self.connectTimeout)
    case .isSlow: return Answer(outcome: .timeout, latency: Self.attemptTimeout)
    case .failsAtOnce: return Answer(outcome: .serverError, latency: milliseconds / 2)
    case nil: break
    }
    // A fault that begins while the request is in flight.
    for (during, fault) in faults where (time..<time + service).contains(during.lowerBound) {
      switch fault {
      case .refuses: return Answer(outcome: .reset, latency: during.lowerBound - time)
      case .isSilent: return Answer(outcome: .timeout, latency: Self.attemptTimeout)
      case .isSlow, .failsAtOnce: break
      }
    }
    return Answer(outcome: .success, latency: service)
  }
}

let milliseconds = 1_000_000
let seconds = 1000 * milliseconds
