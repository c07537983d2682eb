import HTTPClient
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Registrator

/// The stream of events, from an engine that says what a test wants.
@Suite struct EventWatchTests {
  /// Each stream of events is one of `streams`: its parts, and how it ends.
  private final class Script: Sendable {
    enum End: Sendable { case ends, breaks, lapses, stays }

    let streams: Mutex<[(parts: [ClientResponsePart], end: End)]>
    let urls = Mutex<[String]>([])

    init(_ streams: [(parts: [ClientResponsePart], end: End)]) {
      self.streams = Mutex(streams)
    }

    func respond(_ request: ClientRequest) async throws -> ClientResponse {
      guard request.url.contains("/events") else { return ClientResponse(status: .ok) }
      urls.withLock { $0.append(request.url) }
      guard let next = streams.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
        throw ClientError(.connectFailed, "away")
      }
      for part in next.parts { request.receive?(part) }
      switch next.end {
      case .ends: return ClientResponse(status: .ok)
      case .breaks: throw ClientError(.connectionLost, "broken", receivedBytes: true)
      case .lapses: throw ClientError(.timeout, "long enough", receivedBytes: true)
      case .stays:
        try await Task.sleep(for: .seconds(3600))
        return ClientResponse(status: .ok)
      }
    }
  }

  private func line(_ action: String, _ time: Int) -> String {
    #"{"Type":"container","Action":"\#(action)","Actor":{"ID":"a"},"timeNano":\#(time)}"# + "\n"
  }

  private func body(_ text: String) -> ClientResponsePart { .body(ByteBuffer(string: text)) }

  /// Runs the watch until the script is used up and the next try waits, and gives what it put into the mailbox.
  private func items(_ script: Script, retries: Int) async -> [Mailbox.Item] {
    let (time, mailbox) = (ManualTime(), Mailbox())
    let watch = EventWatch(
      engine: Engine(.socket("/run/docker.sock")) { try await script.respond($0) }, mailbox: mailbox,
      status: RegistratorStatus(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      time: time.source, random: RandomSource { .max / 2 })
    let task = Task { await watch.run() }
    for _ in 0..<retries { await time.advanceToNextWake() }
    await time.sleepers(atLeast: 1)
    task.cancel()
    await task.value
    return mailbox.take()
  }

  @Test func Events_come_in_their_order_however_the_stream_is_cut() async {
    let text = line("start", 1) + line("die", 2)
    let script = Script([([.head(.ok)] + text.map { body(String($0)) }, .ends)])
    #expect(
      await items(script, retries: 0) == [
        .streamOpened, .event(.init(container: "a", kind: .started, time: 1)),
        .event(.init(container: "a", kind: .ended(nil), time: 2)),
      ])
  }

  @Test func A_stream_that_ended_is_opened_again_from_the_last_event_on_which_is_then_no_more_than_a_hint() async {
    let script = Script([
      ([.head(.ok), body(line("start", 5))], .breaks),
      ([.head(.ok), body(line("start", 5) + line("die", 6))], .ends),
    ])
    #expect(
      await items(script, retries: 1) == [
        .streamOpened, .event(.init(container: "a", kind: .started, time: 5)), .streamOpened,
        .event(.init(container: "a", kind: .changed, time: 5)),
        .event(.init(container: "a", kind: .ended(nil), time: 6)),
      ])
    let urls = script.urls.withLock(\.self)
    #expect(!urls[0].contains("since") && urls[1].hasSuffix("&since=0.000000005"))
  }

  @Test func An_old_end_that_is_told_again_takes_no_service_out() async {
    let script = Script([([.head(.ok), body(line("die", 5) + line("start", 6) + line("die", 5))], .ends)])
    #expect(
      await items(script, retries: 0) == [
        .streamOpened, .event(.init(container: "a", kind: .ended(nil), time: 5)),
        .event(.init(container: "a", kind: .started, time: 6)),
        .event(.init(container: "a", kind: .changed, time: 5)),
      ])
  }

  @Test func A_stream_that_lapses_is_opened_again_at_once() async {
    let script = Script([([.head(.ok)], .lapses), ([.head(.ok)], .lapses), ([.head(.ok)], .ends)])
    #expect(await items(script, retries: 0) == [.streamOpened, .streamOpened, .streamOpened])
  }

  @Test func An_engine_that_refuses_or_is_away_is_tried_again() async {
    let script = Script([
      ([.head(.internalServerError), body("no")], .ends), ([.head(.ok)], .ends),
    ])
    #expect(await items(script, retries: 3) == [.streamOpened])
    #expect(script.urls.withLock(\.count) == 4)
  }

  @Test func What_is_no_event_is_passed_over_and_what_is_too_long_is_told_of() async {
    let long = String(repeating: "x", count: EventLines.longestLine + 1)
    let script = Script([([.head(.ok), body("nonsense\n{}\n" + long + "\n" + line("start", 1))], .ends)])
    #expect(
      await items(script, retries: 0) == [
        .streamOpened, .event(.init(container: "a", kind: .started, time: 1)), .eventsLost,
      ])
  }

  @Test func A_flood_ends_the_stream_instead_of_filling_the_process() async {
    let flood = Array(repeating: body(line("start", 1)), count: 100_000)
    let script = Script([([.head(.ok)] + flood, .stays)])
    let items = await items(script, retries: 0)
    #expect(items.first == .streamOpened)
    #expect(items.count <= Mailbox.mostItems + 1)
  }
}

@Suite struct MailboxTests {
  @Test func What_is_too_much_becomes_one_word_of_it() {
    let mailbox = Mailbox()
    for _ in 0...Mailbox.mostItems { mailbox.put(.streamOpened) }
    #expect(mailbox.take() == [.eventsLost, .streamOpened])
    #expect(mailbox.take() == [])
  }

  @Test func News_wake_who_waits_and_come_once() async {
    let mailbox = Mailbox()
    let waiting = Task { await mailbox.news() }
    mailbox.put(.eventsLost)
    await waiting.value
    await mailbox.news()
    #expect(mailbox.take() == [.eventsLost])
  }

  @Test func A_cancelled_task_waits_no_more() async {
    let mailbox = Mailbox()
    let waiting = Task { await mailbox.news() }
    waiting.cancel()
    await waiting.value
  }
}
