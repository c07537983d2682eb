/// Whether another attempt follows one that ended. Pure: the budget is asked by whoever acts on the answer.
struct RetryRule: Sendable {
  enum Reason: String, Sendable, CaseIterable {
    case connect
    case reset
    case timeout
    case status
    case throttled
  }

  enum Pause: Sendable, Equatable {
    case none
    /// Drawn from zero to this: who failed together must not come back together.
    case upTo(Duration)
    case exactly(Duration)
  }

  enum Decision: Sendable, Equatable {
    case stop
    case retry(Reason, Pause)
  }

  /// What a request allows.
  struct Request: Sendable, Equatable {
    /// RFC 9110 section 9.2.2, or with an `Idempotency-Key`.
    var isIdempotent: Bool
    /// Its body is at hand for another attempt.
    var isReplayable: Bool
    /// Not itself a repetition by a caller.
    var isOutermost: Bool

    var mayBeRepeated: Bool { isIdempotent && isReplayable && isOutermost }
  }

  /// The first included.
  var attempts: Int
  var backoff: Duration

  /// Whether any way of ending could be followed by another attempt than `attempt`, counted from 1, once bytes are sent.
  func mayFollow(_ attempt: Int, _ request: Request) -> Bool {
    attempt < attempts && request.mayBeRepeated
  }

  /// `remaining` is what is left of the deadline.
  func decide(_ end: AttemptEnd, attempt: Int, request: Request, remaining: Duration) -> Decision {
    guard remaining > .zero, request.isOutermost, request.isReplayable, attempt < attempts else { return .stop }
    switch end {
    case .neverSent:
      // Whatever the method: no byte of it was seen. The first time there is nothing to wait for either.
      return .retry(.connect, attempt == 1 ? .none : .upTo(backoff))
    case .reset: return request.isIdempotent ? .retry(.reset, .upTo(backoff)) : .stop
    case .timedOut: return request.isIdempotent ? .retry(.timeout, .upTo(backoff)) : .stop
    // 500 may well be the same everywhere.
    case .answered(502, _), .answered(503, _), .answered(504, _):
      return request.isIdempotent ? .retry(.status, .upTo(backoff)) : .stop
    case .answered(429, let retryAfter?) where retryAfter < remaining:
      return request.isIdempotent ? .retry(.throttled, .exactly(retryAfter)) : .stop
    case .answered, .final: return .stop
    }
  }
}

extension ServiceRequest {
  var rule: RetryRule.Request {
    RetryRule.Request(isIdempotent: isIdempotent, isReplayable: isReplayable, isOutermost: incomingAttempt <= 1)
  }
}
