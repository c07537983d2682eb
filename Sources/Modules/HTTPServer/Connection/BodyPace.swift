import NIOCore

/// How long a client may still take for the body of one request.
///
/// The deadline is a fixed time, which a client extends by keeping a minimum rate. Only time in which somebody waits for
/// the body counts, so a slow handler does no harm to its client. What was sent fast buys no more than the fixed time
/// without a byte, so a large beginning is no licence to stall.
struct BodyPace {
  /// Time waited for bytes of this body so far.
  var waited = TimeAmount.zero
  private var allowed: TimeAmount
  private var received = 0
  private let times: DeadlineTimes

  init(_ times: DeadlineTimes) {
    self.times = times
    allowed = times.body
  }

  mutating func receive(_ count: Int, waitedSince since: NIODeadline?, now: NIODeadline) {
    received += count
    let waitedNow = since.map { waited + (now - $0) } ?? waited
    let mostEarned = waitedNow + times.body
    let seconds = min(Double(received) / Double(times.bodyRate), Double(mostEarned.nanoseconds) / 1e9)
    allowed = max(allowed, min(times.bodyGrace + .nanoseconds(Int64(seconds * 1e9)), mostEarned))
  }

  func deadline(waitedSince since: NIODeadline) -> NIODeadline {
    since + (allowed - waited)
  }
}
