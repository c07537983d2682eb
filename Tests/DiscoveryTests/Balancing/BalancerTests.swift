import Discovery
import Testing
import Timing

@Suite struct BalancerTests {
  @Test func Without_instances_there_is_nothing_to_pick() {
    let fixture = BalancerFixture()
    #expect(fixture.pickName() == "empty")
    fixture.balancer.update([], at: fixture.now)
    #expect(fixture.pickName() == "empty")
    #expect(fixture.balancer.report(at: fixture.now).isEmpty)
  }

  @Test func One_instance_gets_everything() {
    let fixture = BalancerFixture([.at(1)])
    for _ in 0..<10 { #expect(fixture.next() == .at(1)) }
  }

  @Test func A_retry_goes_to_another_instance() {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    for _ in 0..<50 {
      #expect(fixture.next(excluding: [.at(1)]) != .at(1))
      #expect(fixture.next(excluding: [.at(1), .at(3)]) == .at(2))
    }
  }

  @Test func Once_all_were_tried_the_least_loaded_is_tried_again() throws {
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)])
    let busy = try [#require(fixture.lease(of: .at(1))), #require(fixture.lease(of: .at(3)))]
    for _ in 0..<20 { #expect(fixture.next(excluding: [.at(1), .at(2), .at(3)]) == .at(2)) }
    withExtendedLifetime(busy) {}
  }

  @Test func Every_instance_at_its_cap_is_overloaded() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 3
    let fixture = BalancerFixture([.at(1), .at(2)], policy: policy)
    var leases = (0..<6).compactMap { _ in fixture.lease() }
    #expect(leases.count == 6)
    #expect(fixture.balancer.report(at: fixture.now).map(\.inFlight) == [3, 3])
    #expect(fixture.pickName() == "overloaded")
    leases.removeLast()
    #expect(fixture.pickName() == "lease")
  }

  @Test func The_cap_is_64_by_itself() {
    let fixture = BalancerFixture([.at(1)])
    let leases = (0..<64).compactMap { _ in fixture.lease() }
    #expect(leases.count == 64)
    #expect(fixture.pickName() == "overloaded")
  }

  @Test func A_full_instance_is_passed_over() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 1
    let fixture = BalancerFixture([.at(1), .at(2), .at(3)], policy: policy)
    let leases = (0..<3).compactMap { _ in fixture.lease() }
    #expect(Set(leases.map(\.instance)).count == 3)
  }

  @Test func A_report_tells_what_happened() throws {
    let fixture = BalancerFixture([.at(1)])
    #expect(fixture.report(.at(1))?.latency == nil)
    #expect(fixture.report(.at(1))?.lastUsed == nil)
    fixture.attempt(.at(1), .success, latency: .milliseconds(20))
    fixture.advance(.seconds(1))
    fixture.attempt(.at(1), .serverError, error: "status 500")
    let held = fixture.lease()
    let report = try #require(fixture.report(.at(1)))
    #expect(report.state == .available)
    #expect(report.inFlight == 1)
    #expect(report.requests == 3)
    #expect(report.failures == 1)
    #expect(report.lastError == "status 500")
    #expect(report.lastUsed == fixture.now)
    #expect(report.ejectedFor == nil)
    let latency = try #require(report.latency)
    #expect(abs(latency / .milliseconds(20) - 1) < 0.001)
    withExtendedLifetime(held) {}
  }

  @Test func It_knows_who_has_served_lately() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    fixture.attempt(.at(1), .success)
    fixture.attempt(.at(2), .serverError)
    fixture.advance(.seconds(30))
    let served = { (instance: ServiceInstance, duration: Duration) in
      fixture.balancer.hasServed(instance.endpoint, within: duration, at: fixture.now)
    }
    #expect(served(.at(1), .seconds(30)))
    #expect(!served(.at(1), .seconds(29)))
    #expect(!served(.at(2), .seconds(3600)))
    #expect(!served(.at(3), .seconds(3600)))
  }
}
