import Discovery
import Testing
import Timing

/// Which of two is taken.
@Suite struct ChoiceTests {
  /// With two drawn independently a quarter of the picks would compare the busy one with itself.
  @Test func An_instance_is_never_compared_with_itself() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    let busy = (0..<3).compactMap { _ in fixture.lease(of: .at(1)) }
    for _ in 0..<1000 { #expect(fixture.next() == .at(2)) }
    withExtendedLifetime(busy) {}
  }

  @Test func The_busiest_of_many_gets_nothing() {
    let fixture = BalancerFixture((1...5).map { .at($0) })
    let busy = (0..<3).compactMap { _ in fixture.lease(of: .at(3)) }
    for _ in 0..<1000 { #expect(fixture.next() != .at(3)) }
    withExtendedLifetime(busy) {}
  }

  @Test func The_slower_of_two_gets_less() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(10))
    fixture.attempt(.at(2), .success, latency: .milliseconds(100))
    for _ in 0..<1000 { #expect(fixture.next() == .at(1)) }
    // It is worth ten waiting requests.
    let waiting = (0..<10).compactMap { _ in fixture.lease(of: .at(1)) }
    #expect((0..<20).map { _ in fixture.next() }.contains(.at(2)))
    withExtendedLifetime(waiting) {}
  }

  @Test func Costs_within_a_quarter_of_each_other_are_equal() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(10))
    fixture.attempt(.at(2), .success, latency: .milliseconds(12))
    let count = (0..<10_000).filter { _ in fixture.next() == .at(2) }.count
    #expect((4800...5200).contains(count), "\(count)")
  }

  @Test func An_instance_that_nobody_asks_is_tried_again_after_a_while() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(2), .success, latency: .seconds(1))
    for _ in 0..<600 {
      fixture.advance(.milliseconds(100))
      fixture.attempt(.at(1), .success, latency: .milliseconds(10))
    }
    #expect((0..<20).map { _ in fixture.next() }.contains(.at(2)))
  }

  @Test func One_slow_answer_keeps_an_instance_away_for_five_seconds_and_then_it_is_asked_once() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(1))
    fixture.attempt(.at(2), .success, latency: .seconds(1))
    for _ in 0..<45 {
      fixture.advance(.milliseconds(100))
      #expect(fixture.next() == .at(1))
      fixture.attempt(.at(1), .success, latency: .milliseconds(1))
    }
    fixture.advance(.seconds(1))
    fixture.attempt(.at(1), .success, latency: .milliseconds(1))
    #expect(fixture.next() == .at(2))
    // Still slow: away again. Fast: as good as the other.
    fixture.attempt(.at(2), .success, latency: .seconds(1))
    #expect(fixture.next() == .at(1))
  }

  @Test func What_failed_last_is_not_measured_with_requests() {
    var detection = DetectionPolicy()
    detection.consecutiveFailures = .max
    detection.successRate = 0
    let fixture = BalancerFixture([.at(1), .at(2)], detection: detection)
    fixture.attempt(.at(1), .success, latency: .milliseconds(1))
    fixture.attempt(.at(2), .timeout, latency: .seconds(1))
    for _ in 0..<10 {
      fixture.advance(.seconds(1))
      fixture.attempt(.at(1), .success, latency: .milliseconds(1))
      #expect(fixture.next() == .at(1))
    }
  }

  @Test func Status_comes_before_load() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    let busy = (0..<50).compactMap { _ in fixture.lease(of: .at(1)) }
    fixture.attempt(.at(2), .connectFailure, latency: .zero)
    for _ in 0..<100 { #expect(fixture.next() == .at(1)) }
    withExtendedLifetime(busy) {}
  }

  /// It answers at once, so it is never busy: by load alone it would get nearly all requests.
  @Test(arguments: [Outcome.serverError, .reset, .timeout, .overloaded])
  func An_instance_that_fails_at_once_attracts_nothing(outcome: Outcome) {
    // Nothing is ejected here: what counts is the cost.
    var detection = DetectionPolicy()
    detection.consecutiveFailures = .max
    detection.successRate = 0
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)], detection: detection)
    for number in 1...3 { fixture.attempt(.at(number), .success) }
    var failed = 0
    for _ in 0..<3000 {
      guard let lease = fixture.lease() else { continue }
      if lease.instance == .at(1) {
        failed += 1
        lease.finish(outcome, latency: .zero, at: fixture.now)
      } else {
        fixture.advance(.milliseconds(1))
        lease.finish(.success, at: fixture.now)
      }
    }
    #expect(failed <= 1100, "\(failed) of 3000")
  }

  @Test func With_ejection_such_an_instance_gets_five_requests() {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    var failed = 0
    for _ in 0..<1000 {
      guard let lease = fixture.lease() else { continue }
      if lease.instance == .at(1) { failed += 1 }
      lease.finish(lease.instance == .at(1) ? .serverError : .success, latency: .milliseconds(1), at: fixture.now)
    }
    #expect(failed == 5)
  }

  @Test func Too_much_to_do_makes_an_instance_dearer_each_time_up_to_a_second() {
    let fixture = BalancerFixture([.at(1)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(10))
    fixture.attempt(.at(1), .overloaded, latency: .milliseconds(1))
    #expect(latency(fixture) == .milliseconds(20))
    for _ in 0..<20 { fixture.attempt(.at(1), .overloaded, latency: .milliseconds(1)) }
    #expect(latency(fixture) == .seconds(1))
  }

  @Test func A_failure_never_lowers_the_cost() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(50))
    for outcome in [Outcome.serverError, .reset, .connectFailure] {
      fixture.advance(.seconds(5))
      fixture.attempt(.at(1), outcome, latency: .microseconds(10))
      #expect(latency(fixture) == .milliseconds(50))
    }
  }

  @Test func A_timeout_counts_as_a_second_or_what_it_took() {
    let fixture = BalancerFixture([.at(1)])
    fixture.attempt(.at(1), .timeout, latency: .milliseconds(100))
    #expect(latency(fixture) == .seconds(1))
    fixture.attempt(.at(1), .timeout, latency: .seconds(3))
    #expect(latency(fixture) == .seconds(3))
  }

  /// Of instance 1, to a tenth of a millisecond.
  private func latency(_ fixture: BalancerFixture) -> Duration? {
    fixture.report(.at(1))?.latency.map { .microseconds(Int64(($0 / .microseconds(100)).rounded()) * 100) }
  }
}
