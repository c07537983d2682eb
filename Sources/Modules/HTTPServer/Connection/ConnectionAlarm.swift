import NIOCore

/// The one timer of a connection.
///
/// Each scheduling costs allocations, so the timer is not moved with each request. It stays where it is while deadlines
/// move away from it; when it fires early it asks ``ConnectionDeadlines`` and is set anew. Only a deadline before it, such
/// as that of a head that arrives in pieces, replaces it.
struct ConnectionAlarm {
  let at: NIODeadline
  private let scheduled: Scheduled<Void>

  init(at deadline: NIODeadline, for connection: ConnectionReference) {
    at = deadline
    scheduled = connection.eventLoop.scheduleTask(deadline: deadline) { connection.handler.ring() }
  }

  func cancel() {
    scheduled.cancel()
  }
}

extension ConnectionHandler {
  /// The time of the event loop, which tests move by hand.
  var now: NIODeadline { context?.eventLoop.now ?? .now() }

  /// Sees to it that the timer fires no later than the next deadline.
  func setAlarm() {
    guard let context, let due = deadlines.next else { return }
    if let alarm {
      guard due < alarm.at else { return }
      alarm.cancel()
    }
    alarm = ConnectionAlarm(at: due, for: ConnectionReference(self, eventLoop: context.eventLoop))
  }

  fileprivate func ring() {
    alarm = nil
    switch deadlines.check(now: now, unsent: { unsentBytes }) {
    case .onTime: break
    case .refuseHead:
      refuse(machine.expireHead())
      advance()
    case .failBody: if bodyWaiter != nil { failBody() } else { endIdle() }
    case .close: endIdle()
    case .cut: cut()
    }
    setAlarm()
  }

  private var unsentBytes: Int {
    (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }
}
