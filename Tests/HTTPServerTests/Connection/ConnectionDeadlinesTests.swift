import NIOCore
import Testing

@testable import HTTPServer

/// Each deadline at its boundary, in time that is made up.
struct ConnectionDeadlinesTests {
  /// A connection accepted at 0; all times are in milliseconds.
  private final class Timeline {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var deadlines = ConnectionDeadlines(times: DeadlineTimes(Limits()), acceptedAt: start)

    private func instant(_ time: Int64) -> NIODeadline { Self.start + .milliseconds(time) }

    var next: Int64? { deadlines.next.map { ($0 - Self.start).nanoseconds / 1_000_000 } }

    @discardableResult
    func beginRequest(at time: Int64) -> Bool { deadlines.beginRequest(buffered: 0, now: instant(time)) }
    func awaitHead(begun: Bool, at time: Int64) { deadlines.awaitHead(begun: begun, now: instant(time)) }
    func receive(_ count: Int, at time: Int64) { deadlines.receive(count, now: instant(time)) }
    func awaitBody(at time: Int64) { deadlines.awaitBody(now: instant(time)) }
    func resumeHandler(at time: Int64) { deadlines.resumeHandler(now: instant(time)) }
    func write(_ count: Int, at time: Int64) { deadlines.write(count, now: instant(time)) }
    func linger(at time: Int64) { deadlines.linger(now: instant(time)) }
    func drain(at time: Int64) -> Bool { deadlines.drain(now: instant(time)) }

    func verdict(at time: Int64, unsent: @autoclosure () -> Int = 0) -> ConnectionDeadlines.Verdict {
      deadlines.check(now: instant(time), unsent: unsent)
    }

    /// Waits behind one request that was answered at once.
    func answerOne(at time: Int64) -> Timeline {
      beginRequest(at: time)
      awaitHead(begun: false, at: time)
      return self
    }
  }

  // MARK: Heads

  @Test func Connection_that_sends_nothing_is_closed_without_a_word_10_s_after_the_accept() {
    let line = Timeline()
    line.awaitHead(begun: false, at: 3)
    #expect(line.next == 10_000)
    #expect(line.verdict(at: 9_999) == .onTime && line.verdict(at: 10_000) == .close)
  }

  @Test func First_head_counts_from_the_accept_and_no_byte_moves_its_deadline() {
    let line = Timeline()
    for second in 0..<10 {
      line.receive(1, at: Int64(second) * 1000 + 900)
      line.awaitHead(begun: true, at: Int64(second) * 1000 + 900)
    }
    #expect(line.next == 10_000)
    #expect(line.verdict(at: 9_999) == .onTime && line.verdict(at: 10_000) == .refuseHead)
  }

  @Test func Later_head_counts_from_its_first_byte() {
    let line = Timeline().answerOne(at: 1000)
    line.awaitHead(begun: true, at: 50_000)
    line.awaitHead(begun: true, at: 59_000)
    #expect(line.next == 60_000)
    #expect(line.verdict(at: 59_999) == .onTime && line.verdict(at: 60_000) == .refuseHead)
  }

  @Test func Head_that_came_in_part_while_a_handler_ran_counts_from_the_answers_end() {
    let line = Timeline()
    line.beginRequest(at: 0)
    line.receive(5, at: 100)
    #expect(line.next == nil)
    line.awaitHead(begun: true, at: 60_000)
    #expect(line.next == 70_000)
  }

  @Test func Idle_connection_is_closed_75_s_after_its_last_answer() {
    let line = Timeline().answerOne(at: 1000)
    #expect(line.next == 76_000)
    #expect(line.verdict(at: 75_999) == .onTime && line.verdict(at: 76_000) == .close)
  }

  // MARK: Bodies

  private func waitingForBody() -> Timeline {
    let line = Timeline()
    line.beginRequest(at: 0)
    line.awaitBody(at: 0)
    return line
  }

  @Test func Body_has_30_s() {
    let line = waitingForBody()
    #expect(line.next == 30_000)
    #expect(line.verdict(at: 29_999) == .onTime && line.verdict(at: 30_000) == .failBody)
  }

  @Test func Body_that_drips_below_the_rate_has_30_s_all_the_same() {
    let line = waitingForBody()
    for second in 1..<30 { line.receive(199, at: Int64(second) * 1000) }
    #expect(line.next == 30_000)
  }

  @Test func Body_that_keeps_240_bytes_a_second_after_5_s_may_go_on() {
    let line = waitingForBody()
    for second in 1...1000 {
      line.receive(240, at: Int64(second) * 1000)
      #expect(line.verdict(at: Int64(second) * 1000) == .onTime)
    }
    #expect(line.next == 1_005_000, "the grace is what is left when the rate ends")
    #expect(line.verdict(at: 1_004_999) == .onTime && line.verdict(at: 1_005_000) == .failBody)
  }

  @Test func Body_that_begins_fast_may_not_stall_for_longer_than_30_s() {
    let line = waitingForBody()
    line.receive(100_000_000, at: 7_000)
    #expect(line.next == 37_000)
  }

  @Test func Time_in_which_the_handler_asks_for_nothing_is_not_the_clients() {
    let line = waitingForBody()
    line.resumeHandler(at: 10_000)
    #expect(line.next == nil && line.verdict(at: 600_000) == .onTime)
    line.awaitBody(at: 600_000)
    #expect(line.next == 620_000)
  }

  @Test func Each_body_has_its_own_time() {
    let line = waitingForBody()
    line.resumeHandler(at: 29_000)
    line.beginRequest(at: 40_000)
    line.awaitBody(at: 40_000)
    #expect(line.next == 70_000)
  }

  // MARK: Output

  @Test func Output_without_a_byte_of_progress_for_30_s_is_cut() {
    let line = Timeline()
    line.beginRequest(at: 0)
    line.write(1000, at: 0)
    for look in [7_500, 15_000, 22_500] as [Int64] {
      #expect(line.next == look && line.verdict(at: look, unsent: 1000) == .onTime)
    }
    #expect(line.next == 30_000 && line.verdict(at: 30_000, unsent: 1000) == .cut)
  }

  @Test func One_byte_of_progress_begins_the_write_deadline_anew() {
    let line = Timeline()
    line.beginRequest(at: 0)
    line.write(1000, at: 0)
    #expect(line.verdict(at: 22_500, unsent: 999) == .onTime)
    #expect(line.verdict(at: 30_000, unsent: 999) == .onTime)
    #expect(line.verdict(at: 52_499, unsent: 999) == .onTime && line.next == 52_500)
    #expect(line.verdict(at: 52_500, unsent: 999) == .cut)
  }

  @Test func Bytes_added_to_a_stalled_output_are_no_progress() {
    let line = Timeline()
    line.beginRequest(at: 0)
    line.write(1000, at: 0)
    line.write(500, at: 20_000)
    #expect(line.verdict(at: 30_000, unsent: 1500) == .cut)
  }

  @Test func Output_that_left_is_not_looked_at_again() {
    let line = Timeline().answerOne(at: 0)
    line.write(1000, at: 0)
    #expect(line.next == 7_500 && line.verdict(at: 7_500) == .onTime && line.next == 75_000)
  }

  @Test func Unsent_bytes_are_not_asked_for_without_need() {
    let line = Timeline().answerOne(at: 0)
    var asked = false
    func unsent() -> Int {
      asked = true
      return 0
    }
    #expect(line.verdict(at: 7_499, unsent: unsent()) == .onTime && !asked)
  }

  // MARK: The end

  @Test func Lingering_ends_after_500_ms() {
    let line = Timeline().answerOne(at: 0)
    line.linger(at: 100)
    #expect(line.verdict(at: 599) == .onTime && line.verdict(at: 600) == .cut)
  }

  @Test func Request_on_a_connection_older_than_an_hour_is_its_last() {
    let line = Timeline()
    #expect(line.beginRequest(at: 3_599_999))
    #expect(!line.beginRequest(at: 3_600_000))
  }

  @Test func Idle_connection_ends_at_once_on_a_stop() {
    let line = Timeline().answerOne(at: 0)
    #expect(line.drain(at: 500))
  }

  @Test func Connection_used_a_moment_ago_has_500_ms_for_one_more_request_on_a_stop() {
    let line = Timeline().answerOne(at: 0)
    #expect(!line.drain(at: 499))
    #expect(line.next == 999)
    #expect(line.verdict(at: 998) == .onTime && line.verdict(at: 999) == .close)
  }

  @Test func Connection_accepted_a_moment_ago_has_500_ms_for_its_request_on_a_stop() {
    let line = Timeline()
    line.awaitHead(begun: false, at: 0)
    #expect(!line.drain(at: 100))
    #expect(line.verdict(at: 599) == .onTime && line.verdict(at: 600) == .close)
    line.awaitHead(begun: true, at: 300)
    #expect(line.next == 10_300)
  }

  @Test func Connection_whose_answer_ends_during_a_stop_has_500_ms_for_one_more_request() {
    let line = Timeline()
    line.beginRequest(at: 0)
    #expect(!line.drain(at: 1000))
    line.awaitHead(begun: false, at: 2000)
    #expect(line.next == 2500)
  }
}
