import HTTPClient
import HTTPTypes
import Logging
import NIOCore
import Timing

/// Keeps the stream of the engine's events open, and hands on what it says. A stream that ended is opened again, from the
/// last event on.
struct EventWatch: Sendable {
  let engine: Engine
  let mailbox: Mailbox
  let status: RegistratorStatus
  let logger: Logger
  var time = TimeSource.real
  var random = RandomSource.system

  /// Until the task is cancelled.
  func run() async {
    var retry = Retry()
    var last: Int64 = 0
    while !Task.isCancelled {
      do {
        let hasOpened = try await watch(&last)
        if hasOpened { retry.succeed() }
        throw EngineFault("it ended the stream of events")
      } catch {
        if Task.isCancelled { return }
        status.engine(fault: "\(error)")
        if retry.failures == 0 {
          logger.warning("the engine's events are lost; opening them again", metadata: ["error": "\(error)"])
        }
        retry.fail(at: time.now(), random: random)
        if let due = retry.notBefore { try? await time.sleepUntil(due) }
      }
    }
  }

  /// True where the stream had begun. `last` is the time of the last event.
  private func watch(_ last: inout Int64) async throws -> Bool {
    let (parts, feed) = AsyncStream.makeStream(of: ClientResponsePart.self, bufferingPolicy: .bufferingOldest(1024))
    let engine = engine
    let since = last > 0 ? last : nil
    async let end: Void = Self.receive(engine, since: since, into: feed)
    var lines = EventLines()
    var hasOpened = false
    for await part in parts {
      switch part {
      case .head(let status) where status == .ok:
        hasOpened = true
        self.status.engine(fault: nil)
        logger.info("the engine tells of its events")
        mailbox.put(.streamOpened)
      case .head: break
      case .body(let bytes):
        guard hasOpened else { continue }
        for line in lines.take(bytes.readableBytesView) {
          // The engine begins with the last event that was seen, which would take back what came of it.
          guard let event = EngineEvent(line: line), event.time == 0 || event.time != since else { continue }
          last = max(last, event.time)
          mailbox.put(.event(event))
        }
        if lines.takeLoss() { mailbox.put(.eventsLost) }
      }
    }
    try await end
    return hasOpened
  }

  private static func receive(
    _ engine: Engine, since: Int64?, into feed: AsyncStream<ClientResponsePart>.Continuation
  ) async throws {
    defer { feed.finish() }
    try await engine.events(since: since) { part in
      // What comes faster than it is read is asked for again: the stream is opened anew, and everything compared.
      if case .dropped = feed.yield(part) { feed.finish() }
    }
  }
}
