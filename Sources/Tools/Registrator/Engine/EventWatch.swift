import HTTPClient
import HTTPTypes
import Logging
import NIOCore
import Synchronization
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

  /// What is known of the streams so far.
  private struct Course {
    var retry = Retry()
    /// Time of the last event.
    var last: Int64 = 0
  }

  /// Until the task is cancelled.
  func run() async {
    var course = Course()
    while !Task.isCancelled {
      do {
        // One that has only lapsed is opened again at once.
        if try await watch(&course) == .ended { throw EngineFault("it ended the stream of events") }
      } catch {
        if Task.isCancelled { return }
        status.engine(fault: "\(error)")
        if course.retry.failures == 0 {
          logger.warning("the engine's events are lost; opening them again", metadata: ["error": "\(error)"])
        }
        course.retry.fail(at: time.now(), random: random)
        if let due = course.retry.notBefore { try? await time.sleepUntil(due) }
      }
    }
  }

  /// One stream, to its end.
  private func watch(_ course: inout Course) async throws -> Engine.StreamEnd {
    let (parts, feed) = AsyncStream.makeStream(of: ClientResponsePart.self, bufferingPolicy: .bufferingOldest(1024))
    let engine = engine
    let since = course.last > 0 ? course.last : nil
    let isFlooded = Flag()
    async let end = Self.receive(engine, since: since, into: feed, flood: isFlooded)
    var lines = EventLines()
    var hasOpened = false
    for await part in parts {
      switch part {
      case .head(let status) where status == .ok:
        hasOpened = true
        course.retry.succeed()
        if self.status.engineFault != nil { logger.info("the engine tells of its events") }
        self.status.engine(fault: nil)
        mailbox.put(.streamOpened)
      case .head: break
      case .body(let bytes):
        guard hasOpened else { continue }
        for line in lines.take(bytes.readableBytesView) {
          guard var event = EngineEvent(line: line) else { continue }
          // What is told once more, as at the beginning of a stream, or by Podman when its log begins anew, may long be
          // over: it is a reason to look, and no more.
          if event.time != 0, event.time <= course.last { event.kind = .changed }
          course.last = max(course.last, event.time)
          mailbox.put(.event(event))
        }
        if lines.takeLoss() { mailbox.put(.eventsLost) }
      }
    }
    // What is left of the stream is cancelled with this function.
    if isFlooded.isSet { throw EngineFault("it told of more events than could be read") }
    return try await end
  }

  private static func receive(
    _ engine: Engine, since: Int64?, into feed: AsyncStream<ClientResponsePart>.Continuation, flood: Flag
  ) async throws -> Engine.StreamEnd {
    defer { feed.finish() }
    return try await engine.events(since: since) { part in
      // What comes faster than it is read is not waited for: the stream is opened anew, and everything compared.
      guard case .dropped = feed.yield(part) else { return }
      flood.set()
      feed.finish()
    }
  }

  private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .acquiring) }

    func set() { value.store(true, ordering: .releasing) }
  }
}
