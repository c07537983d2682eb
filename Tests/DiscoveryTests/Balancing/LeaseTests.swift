import Discovery
import Testing
import Timing

@Suite struct LeaseTests {
  @Test func A_dropped_lease_is_given_back_and_says_nothing() throws {
    let fixture = BalancerFixture([.at(1)])
    var lease = fixture.lease()
    #expect(fixture.report(.at(1))?.inFlight == 1)
    lease = nil
    let report = try #require(fixture.report(.at(1)))
    #expect(report.inFlight == 0)
    #expect(report.failures == 0)
    #expect(report.latency == nil)
    withExtendedLifetime(lease) {}
  }

  @Test func A_finished_lease_is_given_back_once() {
    let fixture = BalancerFixture([.at(1)])
    let other = fixture.lease()
    fixture.attempt(.at(1), .success)
    #expect(fixture.report(.at(1))?.inFlight == 1)
    withExtendedLifetime(other) {}
  }

  @Test func Cancelled_attempts_neither_cost_nor_eject() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    for _ in 0..<100 { fixture.attempt(.at(1), .cancelled, latency: .seconds(5)) }
    #expect(fixture.report(.at(1))?.latency == nil)
    #expect(fixture.report(.at(1))?.failures == 0)
    #expect(fixture.state(.at(1)) == .available)
    #expect(fixture.changes().isEmpty)
  }

  @Test func A_lease_may_end_after_its_balancer() throws {
    var fixture: BalancerFixture? = BalancerFixture([.at(1)])
    let now = try #require(fixture?.now)
    let (finished, dropped) = (fixture?.lease(), fixture?.lease())
    fixture = nil
    finished?.finish(.connectFailure, at: now)
    #expect(finished?.instance == .at(1))
    withExtendedLifetime(dropped) {}
  }

  /// Instances and the state that holds them refer to each other.
  @Test func A_balancer_and_its_leases_leave_nothing_behind() {
    final class Owner: Sendable {}
    weak var owner: Owner?
    do {
      let newOwner = Owner()
      owner = newOwner
      var balancer: Balancer? = Balancer(seed: 1) { _ in withExtendedLifetime(newOwner) {} }
      balancer?.update([.at(1), .at(2)], at: .now)
      balancer?.update([.at(1, weight: 2)], at: .now)
      let pick = balancer?.pick(excluding: TriedEndpoints(), at: .now)
      balancer = nil
      guard case .lease(let lease)? = consume pick else { return #expect(Bool(false), "no lease") }
      lease.finish(.success, latency: .zero, at: .now)
    }
    #expect(owner == nil)
  }

  /// Leases that are finished, cancelled and dropped in any order, while the set changes.
  @Test func No_lease_leaks() {
    let all = (1...8).map { ServiceInstance.at($0) }
    let fixture = BalancerFixture(all)
    var random = SplitMix64(seed: 7)
    var held: [HeldLease] = []
    for _ in 0..<100_000 {
      switch random.next() % 8 {
      case 0...3: if let lease = fixture.lease() { held.append(lease) }
      case 4: if let lease = held.popLast() { lease.finish(.cancelled, at: fixture.now) }
      case 5:
        if let lease = held.popLast() { lease.finish(.success, at: fixture.now) }
        fixture.advance(.milliseconds(10))
      case 6: if !held.isEmpty { held.remove(at: Int(random.next() % UInt64(held.count))) }
      default:
        if random.next() % 1000 == 0 {
          fixture.balancer.update(all.filter { _ in random.next() % 4 != 0 }, at: fixture.now)
        }
      }
    }
    fixture.balancer.update(all, at: fixture.now)
    #expect(fixture.balancer.report(at: fixture.now).map(\.inFlight).reduce(0, +) == held.count)
    held = []
    fixture.balancer.update(all, at: fixture.now)
    #expect(fixture.balancer.report(at: fixture.now).allSatisfy { $0.inFlight == 0 })
    #expect(fixture.balancer.report(at: fixture.now).count == 8)
  }
}
