import NIOCore

/// The times among ``Limits``, in the event loop's unit, made once per server.
struct DeadlineTimes: Sendable {
  let head: TimeAmount
  let body: TimeAmount
  let bodyGrace: TimeAmount
  /// Bytes per second.
  let bodyRate: Int
  let idle: TimeAmount
  let write: TimeAmount
  /// How often unsent output is looked at: a stall is noticed at most that much late.
  let writeLook: TimeAmount
  let age: TimeAmount
  let linger: TimeAmount
  let drainGrace: TimeAmount

  init(_ limits: Limits) {
    head = TimeAmount(limits.headTimeout)
    body = TimeAmount(limits.bodyTimeout)
    bodyGrace = TimeAmount(limits.bodyGrace)
    bodyRate = max(1, limits.bodyRate)
    idle = TimeAmount(limits.idleTimeout)
    write = TimeAmount(limits.writeTimeout)
    writeLook = TimeAmount(limits.writeTimeout / 4)
    age = TimeAmount(limits.connectionAge)
    linger = TimeAmount(limits.linger)
    drainGrace = TimeAmount(limits.drainGrace)
  }
}
