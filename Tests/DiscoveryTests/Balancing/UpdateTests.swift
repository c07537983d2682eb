import Discovery
import Testing
import Timing

@Suite struct UpdateTests {
  @Test func What_is_known_about_those_that_stay_is_kept() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(70))
    fixture.attempt(.at(2), .connectFailure)
    let lease = fixture.lease(of: .at(1))
    let before = [fixture.report(.at(1)), fixture.report(.at(2))]
    fixture.balancer.update([.at(3), .at(2), .at(1)], at: fixture.now)
    #expect([fixture.report(.at(1)), fixture.report(.at(2))] == before)
    #expect(fixture.state(.at(3)) == .available)
    withExtendedLifetime(lease) {}
  }

  @Test func Priority_and_weight_may_change() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.balancer.update([.at(1, priority: 1), .at(2, priority: 2)], at: fixture.now)
    for _ in 0..<50 { #expect(fixture.next() == .at(1, priority: 1)) }
    fixture.balancer.update([.at(1, weight: 1), .at(2, weight: 99)], at: fixture.now)
    let count = (0..<10_000).filter { _ in fixture.next()?.weight == 99 }.count
    #expect((9800...9990).contains(count), "\(count)")
  }

  @Test func Who_leaves_gets_no_new_request_and_finishes_the_old_ones() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    let lease = fixture.lease(of: .at(1))
    fixture.balancer.update([.at(2)], at: fixture.now)
    #expect(fixture.changes().map(\.event) == [.draining(inFlight: 1)])
    #expect(fixture.state(.at(1)) == .draining)
    for _ in 0..<50 { #expect(fixture.next() == .at(2)) }
    lease?.finish(.success, at: fixture.now)
    #expect(fixture.changes().map(\.description) == ["10.0.0.1:80 drained"])
    #expect(fixture.state(.at(1)) == nil)
  }

  @Test func Who_leaves_idle_is_drained_at_once() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.balancer.update([.at(2)], at: fixture.now)
    #expect(fixture.changes().map(\.event) == [.drained])
  }

  @Test func Who_fails_while_draining_is_no_outlier() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    let lease = fixture.lease(of: .at(1))
    fixture.balancer.update([.at(2)], at: fixture.now)
    lease?.finish(.connectFailure, at: fixture.now)
    fixture.balancer.update([.at(1), .at(2)], at: fixture.now)
    #expect(fixture.state(.at(1)) == .available)
  }

  @Test func Who_returns_within_a_minute_is_remembered() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success, latency: .milliseconds(70))
    fixture.balancer.update([.at(2)], at: fixture.now)
    fixture.advance(.seconds(59))
    fixture.balancer.update([.at(1), .at(2)], at: fixture.now)
    #expect(fixture.report(.at(1))?.requests == 1)
    fixture.balancer.update([.at(2)], at: fixture.now)
    fixture.advance(.seconds(60))
    fixture.balancer.update([.at(2)], at: fixture.now)
    fixture.balancer.update([.at(1), .at(2)], at: fixture.now)
    #expect(fixture.report(.at(1))?.requests == 0)
  }

  @Test func An_ejected_one_that_returns_is_still_ejected() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.balancer.update([.at(2)], at: fixture.now)
    #expect(fixture.balancer.nextProbe(at: fixture.now) == nil)
    fixture.balancer.update([.at(1), .at(2)], at: fixture.now)
    #expect(fixture.state(.at(1)) == .ejected)
    #expect(fixture.balancer.nextProbe(at: fixture.now) != nil)
  }

  @Test func One_that_left_during_its_probe_is_probed_again_when_it_returns() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .connectFailure)
    fixture.advance(.seconds(2))
    #expect(fixture.balancer.beginProbes(at: fixture.now).count == 1)
    fixture.balancer.update([.at(2)], at: fixture.now)
    fixture.balancer.endProbe(ServiceInstance.at(1).endpoint, succeeded: true, at: fixture.now)
    fixture.balancer.update([.at(1), .at(2)], at: fixture.now)
    #expect(fixture.balancer.beginProbes(at: fixture.now) == [ServiceInstance.at(1).endpoint])
  }

  /// With nothing it would be flooded, with much it would never be tried.
  @Test func A_new_one_starts_in_the_middle_of_the_others() {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    for number in 1...3 { fixture.attempt(.at(number), .success, latency: .milliseconds(10 * number * number)) }
    fixture.balancer.update((1...4).map { .at($0) }, at: fixture.now)
    // Dearer than 10 ms, about as dear as 40 ms, cheaper than 90 ms.
    let next = { (others: [Int]) in
      Set((0..<100).compactMap { _ in fixture.next(excluding: others.map { .at($0) }) })
    }
    #expect(next([2, 3]) == [.at(1)])
    #expect(next([1, 3]) == [.at(2), .at(4)])
    #expect(next([1, 2]) == [.at(4)])
  }

  @Test func The_same_endpoint_twice_counts_once() {
    let fixture = BalancerFixture([.at(1), .at(1, priority: 9), .at(2)])
    #expect(fixture.balancer.report(at: fixture.now).map(\.instance) == [.at(1), .at(2)])
  }

  @Test func All_may_leave_and_return() {
    let fixture = BalancerFixture([.at(1)])
    let lease = fixture.lease()
    fixture.balancer.update([], at: fixture.now)
    #expect(fixture.pickName() == "empty")
    fixture.balancer.update([.at(1)], at: fixture.now)
    #expect(fixture.report(.at(1))?.inFlight == 1)
    withExtendedLifetime(lease) {}
  }

  @Test func A_registry_that_names_others_each_second_does_not_fill_the_process() {
    let fixture = BalancerFixture()
    var policy = BalancerPolicy()
    policy.rememberedEndpoints = 10
    let small = BalancerFixture(policy: policy)
    for round in 0..<100 {
      let instances = (0..<20).map { ServiceInstance.at(round * 20 + $0) }
      fixture.balancer.update(instances, at: fixture.now)
      small.balancer.update(instances, at: small.now)
      fixture.advance(.seconds(1))
    }
    #expect(fixture.balancer.knownCount <= 20 + 256)
    #expect(small.balancer.knownCount == 20 + 10)
  }
}
