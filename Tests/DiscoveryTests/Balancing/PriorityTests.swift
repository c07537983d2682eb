import Discovery
import Testing

/// RFC 2782: instances of a higher number are for when none of a lower one can be used.
@Suite struct PriorityTests {
  private let first = [ServiceInstance.at(1, priority: 10), .at(2, priority: 10)]
  private let second = [ServiceInstance.at(3, priority: 20), .at(4, priority: 20)]

  @Test func Only_the_lowest_number_is_used() {
    let fixture = BalancerFixture(second + first)
    for _ in 0..<200 { #expect(fixture.next()?.priority == 10) }
  }

  @Test func The_next_one_is_used_once_none_is_available_and_until_one_is_again() {
    let fixture = BalancerFixture(first + second)
    fixture.attempt(first[0], .connectFailure)
    for _ in 0..<50 { #expect(fixture.next() == first[1]) }
    fixture.attempt(first[1], .connectFailure)
    for _ in 0..<50 { #expect(fixture.next()?.priority == 20) }

    fixture.advance(.seconds(2))
    #expect(Set(fixture.balancer.beginProbes(at: fixture.now)) == Set(first.map(\.endpoint)))
    for _ in 0..<50 { #expect(fixture.next()?.priority == 20) }
    fixture.balancer.endProbe(first[1].endpoint, succeeded: true, at: fixture.now)
    for _ in 0..<50 { #expect(fixture.next() == first[1]) }
  }

  @Test func Load_is_no_reason_for_the_next_one_but_a_full_tier_is() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 5
    let fixture = BalancerFixture(first + second, policy: policy)
    let leases = (0..<15).compactMap { _ in fixture.lease() }
    #expect(leases.prefix(10).allSatisfy { $0.instance.priority == 10 })
    #expect(leases.dropFirst(10).allSatisfy { $0.instance.priority == 20 })
  }

  @Test func A_retry_stays_in_the_tier_as_long_as_it_can() {
    let fixture = BalancerFixture(first + second)
    for _ in 0..<50 {
      #expect(fixture.next(excluding: [first[0]]) == first[1])
      #expect(fixture.next(excluding: first)?.priority == 20)
    }
  }

  @Test func Tiers_may_have_weights_of_their_own() {
    let fixture = BalancerFixture(
      [.at(1, priority: 1, weight: 5), .at(2, priority: 1, weight: 5)] + [
        .at(3, priority: 2, weight: 1), .at(4, priority: 2, weight: 9),
      ])
    fixture.attempt(.at(1, priority: 1, weight: 5), .connectFailure)
    fixture.attempt(.at(2, priority: 1, weight: 5), .connectFailure)
    let count = (0..<10_000).filter { _ in fixture.next()?.weight == 9 }.count
    #expect((8800...9200).contains(count), "\(count)")
  }
}
