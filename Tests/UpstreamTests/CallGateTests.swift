import Testing
import Timing

@testable import Upstream

@Suite struct CallGateTests {
  private let start = TimeSource.Instant.now

  @Test func A_burst_passes_and_then_one_call_for_each_interval() {
    var gate = CallGate(CallRate(calls: 60, per: .seconds(60), burst: 3), at: start)
    #expect((0..<3).map { _ in gate.admit(at: start) } == [.now, .now, .now])
    #expect(gate.admit(at: start) == .rest(.seconds(1)))
    #expect(gate.admit(at: start.advanced(by: .milliseconds(1000))) == .now)
    #expect(gate.admit(at: start.advanced(by: .milliseconds(1500))) == .rest(.milliseconds(500)))
  }

  @Test func Calls_with_patience_wait_for_their_turn_one_behind_the_other() {
    var gate = CallGate(CallRate(calls: 1, per: .seconds(1), burst: 1), at: start)
    let admitted = (0..<5).map { _ in gate.admit(at: start, patience: .seconds(3)) }
    #expect(
      admitted == [.now, .go(after: .seconds(1)), .go(after: .seconds(2)), .go(after: .seconds(3)), .rest(.seconds(4))])
    #expect(gate.admit(at: start.advanced(by: .seconds(2)), patience: .seconds(3)) == .go(after: .seconds(2)))
  }

  @Test func A_pause_saves_no_more_than_the_burst() {
    var gate = CallGate(CallRate(calls: 1, per: .seconds(1), burst: 2), at: start)
    let later = start.advanced(by: .seconds(3600))
    #expect((0..<3).map { _ in gate.admit(at: later) } == [.now, .now, .rest(.seconds(1))])
  }

  @Test func A_provider_that_asked_for_rest_gets_it_and_the_longest_rest_holds() {
    var gate = CallGate(nil, at: start)
    gate.rest(for: .seconds(60), at: start)
    gate.rest(for: .seconds(5), at: start)
    #expect(gate.admit(at: start.advanced(by: .seconds(59))) == .rest(.seconds(1)))
    #expect(gate.admit(at: start.advanced(by: .seconds(60))) == .now)
  }

  @Test func After_three_failures_in_a_row_one_call_in_each_pause_finds_out_and_pauses_double_up_to_30_s() {
    var gate = CallGate(nil, at: start)
    var now = start
    for _ in 0..<2 { gate.failed(at: now) }
    #expect(gate.admit(at: now) == .now)
    gate.failed(at: now)
    var pauses: [Duration] = []
    for _ in 0..<7 {
      guard case .down(let pause) = gate.admit(at: now) else {
        Issue.record("the provider is down")
        return
      }
      pauses.append(pause)
      now = now.advanced(by: pause)
      #expect(gate.admit(at: now) == .now)
      #expect(gate.admit(at: now) != .now)
      gate.failed(at: now)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 30, 30].map(Duration.seconds))
    gate.succeeded()
    #expect(gate.admit(at: now) == .now)
  }

  @Test func A_success_ends_the_row_of_failures() {
    var gate = CallGate(nil, at: start)
    for _ in 0..<10 {
      gate.failed(at: start)
      gate.failed(at: start)
      gate.succeeded()
    }
    #expect(gate.admit(at: start) == .now)
  }
}

@Suite struct RetryScheduleTests {
  @Test func Two_retries_at_most_each_within_its_doubling_pause() {
    var random = SplitMix64(seed: 1)
    let now = TimeSource.Instant.now
    for _ in 0..<100 {
      var schedule = RetrySchedule()
      let far = Deadline(now.advanced(by: .seconds(60)))
      let pauses = (0..<3).map { _ in schedule.nextPause(until: far, at: now, random: &random) }
      #expect((pauses[0] ?? .seconds(9)) <= .milliseconds(200))
      #expect((pauses[1] ?? .seconds(9)) <= .milliseconds(400))
      #expect(pauses[2] == nil)
    }
  }

  @Test func No_retry_begins_behind_the_deadline() {
    var random = SplitMix64(seed: 1)
    let now = TimeSource.Instant.now
    var schedule = RetrySchedule()
    #expect(schedule.nextPause(until: Deadline(now), at: now, random: &random) == nil)
  }
}

extension CallGate.Admission {
  fileprivate static let now = Self.go(after: .zero)
}
