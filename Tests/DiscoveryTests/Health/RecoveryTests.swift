import Discovery
import Testing
import Timing

/// How an endpoint comes back.
@Suite struct RecoveryTests {
  @Test func Time_alone_brings_nobody_back() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.advance(.seconds(3600))
    #expect(fixture.state(.at(1)) == .ejected)
    for _ in 0..<100 { #expect(fixture.next() == .at(2)) }
  }

  @Test func A_probe_is_due_when_the_ejection_has_run_out() throws {
    let fixture = BalancerFixture([.at(1), .at(2)])
    #expect(fixture.balancer.nextProbe(at: fixture.now) == nil)
    fixture.attempt(.at(1), .connectFailure)
    let due = try #require(fixture.balancer.nextProbe(at: fixture.now))
    #expect((.milliseconds(800)...(.milliseconds(1200))).contains(due - fixture.now))
    #expect(fixture.report(.at(1))?.ejectedFor == due - fixture.now)
    #expect(fixture.balancer.beginProbes(at: due.advanced(by: .nanoseconds(-1))).isEmpty)
    #expect(fixture.balancer.beginProbes(at: due) == [ServiceInstance.at(1).endpoint])
    #expect(fixture.balancer.nextProbe(at: due) == nil)
  }

  @Test func There_is_one_probe_at_a_time() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.advance(.seconds(2))
    #expect(fixture.balancer.beginProbes(at: fixture.now).count == 1)
    #expect(fixture.state(.at(1)) == .probing)
    fixture.advance(.seconds(60))
    #expect(fixture.balancer.beginProbes(at: fixture.now).isEmpty)
  }

  @Test func No_user_pays_for_a_probe() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.advance(.seconds(2))
    _ = fixture.balancer.beginProbes(at: fixture.now)
    for _ in 0..<100 { #expect(fixture.next() == .at(2)) }
  }

  @Test func A_probe_that_succeeds_brings_it_back() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.advance(.seconds(2))
    _ = fixture.balancer.beginProbes(at: fixture.now)
    _ = fixture.changes()
    fixture.balancer.endProbe(ServiceInstance.at(1).endpoint, succeeded: true, at: fixture.now)
    #expect(fixture.state(.at(1)) == .available)
    #expect(fixture.report(.at(1))?.ejectedFor == nil)
    #expect(fixture.changes().map(\.description) == ["10.0.0.1:80 recovered after 2.0 s"])
    #expect((0..<20).map { _ in fixture.next() }.contains(.at(1)))
  }

  @Test func Whoever_is_back_costs_what_the_others_do_and_not_what_it_did() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(2), .success, latency: .milliseconds(1))
    for _ in 0..<5 { fixture.attempt(.at(1), .timeout, latency: .seconds(1)) }
    #expect(fixture.state(.at(1)) == .ejected)
    probe(fixture, succeeds: true)
    #expect((0..<20).map { _ in fixture.next() }.contains(.at(1)))
  }

  @Test func Old_failures_do_not_eject_it_again() {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    for _ in 0..<5 { fixture.attempt(.at(1), .serverError) }
    fixture.advance(.seconds(2))
    _ = fixture.balancer.beginProbes(at: fixture.now)
    fixture.balancer.endProbe(ServiceInstance.at(1).endpoint, succeeded: true, at: fixture.now)
    for _ in 0..<4 { fixture.attempt(.at(1), .serverError) }
    #expect(fixture.state(.at(1)) == .available)
  }

  @Test func Each_ejection_takes_twice_as_long_up_to_thirty_seconds() {
    let fixture = BalancerFixture([.at(1), .at(2)], detection: withoutJitter)
    fixture.attempt(.at(1), .connectFailure)
    for _ in 0..<6 { probe(fixture, succeeds: false) }
    let changes = fixture.changes()
    #expect(changes.map(\.event.length) == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
    #expect(changes.map(\.event.reason) == [.connectFailure] + Array(repeating: .probeFailed, count: 6))
    #expect(changes.allSatisfy { $0.suggestsRefresh })
  }

  @Test func Lengths_vary_by_a_fifth() throws {
    let lengths = (0..<200).compactMap { seed in
      let fixture = BalancerFixture([.at(1), .at(2)], seed: seed)
      fixture.attempt(.at(1), .connectFailure)
      return fixture.changes().first?.event.length
    }
    #expect(lengths.count == 200)
    #expect(lengths.allSatisfy { (.milliseconds(800)...(.milliseconds(1200))).contains($0) })
    let (shortest, longest) = try (#require(lengths.min()), #require(lengths.max()))
    #expect(longest - shortest > .milliseconds(350))
  }

  @Test func Good_service_is_forgiven_for_step_by_step() {
    let fixture = BalancerFixture([.at(1), .at(2)], detection: withoutJitter)
    fixture.attempt(.at(1), .connectFailure)
    for _ in 0..<3 { probe(fixture, succeeds: false) }
    probe(fixture, succeeds: true)
    _ = fixture.changes()
    // Ejected for 1, 2, 4 and 8 s. After 8 good seconds the next takes 8 s again instead of 16.
    fixture.advance(.seconds(8))
    fixture.attempt(.at(1), .connectFailure)
    #expect(fixture.changes().map(\.event.length) == [.seconds(8)])
    probe(fixture, succeeds: true)
    // 8 + 4 + 2 s take three steps.
    fixture.advance(.seconds(14))
    _ = fixture.changes()
    fixture.attempt(.at(1), .connectFailure)
    #expect(fixture.changes().map(\.event.length) == [.seconds(2)])
  }

  @Test func What_fails_soon_again_is_out_for_longer() {
    let fixture = BalancerFixture([.at(1), .at(2)], detection: withoutJitter)
    for seconds in [1, 2, 4] {
      fixture.attempt(.at(1), .connectFailure)
      #expect(fixture.changes().compactMap(\.event.length) == [.seconds(seconds)])
      probe(fixture, succeeds: true)
      fixture.advance(.milliseconds(500))
    }
  }

  @Test func The_end_of_a_probe_that_nobody_began_changes_nothing() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    _ = fixture.changes()
    for number in 1...3 {
      fixture.balancer.endProbe(ServiceInstance.at(number).endpoint, succeeded: number == 1, at: fixture.now)
    }
    #expect(fixture.state(.at(1)) == .ejected)
    #expect(fixture.state(.at(2)) == .available)
    #expect(fixture.changes().isEmpty)
  }

  private var withoutJitter: DetectionPolicy {
    var policy = DetectionPolicy()
    policy.jitter = 0
    return policy
  }

  private func probe(_ fixture: BalancerFixture, succeeds: Bool) {
    guard let due = fixture.balancer.nextProbe(at: fixture.now) else { return }
    fixture.now = due
    for endpoint in fixture.balancer.beginProbes(at: due) {
      fixture.balancer.endProbe(endpoint, succeeded: succeeds, at: due)
    }
  }
}
