import Discovery
import Testing
import Timing

/// When nobody is available a request may as well be tried: it costs nothing that was not lost already.
@Suite struct LastResortTests {
  @Test func It_is_the_one_whose_probe_is_due_first() throws {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    for number in [2, 1, 3] {
      fixture.attempt(.at(number), .connectFailure)
      fixture.advance(.milliseconds(500))
    }
    let lease = try #require(fixture.lease())
    #expect(lease.instance == .at(2))
    #expect(lease.isLastResort)
  }

  @Test func Who_is_available_is_no_last_resort() throws {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    let lease = try #require(fixture.lease())
    #expect(!lease.isLastResort)
  }

  @Test func One_that_fails_steps_behind_the_others_without_a_longer_ejection() {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    for number in 1...3 { fixture.attempt(.at(number), .connectFailure) }
    _ = fixture.changes()
    var tried: Set<ServiceInstance> = []
    for _ in 0..<60 {
      fixture.advance(.milliseconds(50))
      guard let lease = fixture.lease() else { continue }
      tried.insert(lease.instance)
      lease.finish(.connectFailure, at: fixture.now)
    }
    #expect(tried.count == 3)
    #expect(fixture.changes().isEmpty)
    let lengths = fixture.balancer.report(at: fixture.now).compactMap(\.ejectedFor)
    #expect(lengths.allSatisfy { $0 <= .milliseconds(1200) })
  }

  @Test(arguments: [Outcome.success, .overloaded])
  func An_answer_brings_it_back_at_once(outcome: Outcome) {
    let fixture = BalancerFixture([.at(1), .at(2)])
    for number in 1...2 { fixture.attempt(.at(number), .connectFailure) }
    let lease = fixture.lease()
    lease?.finish(outcome, at: fixture.now)
    #expect(lease.flatMap { fixture.state($0.instance) } == .available)
  }

  @Test func A_retry_prefers_one_that_was_not_tried_to_one_that_is_available() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    #expect(fixture.next(excluding: [.at(2)]) == .at(1))
    // All tried: then the available one.
    for _ in 0..<20 { #expect(fixture.next(excluding: [.at(1), .at(2)]) == .at(2)) }
  }

  @Test func A_full_instance_that_works_is_no_reason_to_ask_one_that_does_not() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 2
    let fixture = BalancerFixture([.at(1), .at(2)], policy: policy)
    fixture.attempt(.at(1), .connectFailure)
    let leases = (0..<2).compactMap { _ in fixture.lease() }
    #expect(leases.count == 2)
    #expect(fixture.pickName() == "overloaded")
  }

  @Test func A_last_resort_has_a_cap_too() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 2
    let fixture = BalancerFixture([.at(1), .at(2)], policy: policy)
    for number in 1...2 { fixture.attempt(.at(number), .connectFailure) }
    let leases = (0..<4).compactMap { _ in fixture.lease() }
    #expect(leases.count == 4)
    #expect(fixture.pickName() == "overloaded")
  }

  @Test func With_one_instance_only_it_is_asked_for_ever() {
    let fixture = BalancerFixture([.at(1)])
    for _ in 0..<100 {
      #expect(fixture.attempt(.at(1), .connectFailure))
      fixture.advance(.milliseconds(10))
    }
    #expect(fixture.report(.at(1))?.failures == 100)
    fixture.attempt(.at(1), .success)
    #expect(fixture.state(.at(1)) == .available)
  }
}
