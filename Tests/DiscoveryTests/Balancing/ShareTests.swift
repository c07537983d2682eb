import Discovery
import Testing
import Timing

/// Who gets how much, by the weights of SRV records, while all are idle.
@Suite struct ShareTests {
  @Test(
    "RFC 2782: shares are those of the weights",
    arguments: [
      [1, 1, 1], [0, 0, 0], [7, 7], [1, 1, 1, 1, 1], [10, 60, 30], [1, 2], [65535, 1000],
    ])
  func Shares_are_those_of_the_weights(weights: [UInt16]) {
    let counts = picks(weights, count: 40_000)
    let total = weights.map(Int.init).reduce(0, +)
    let expected = weights.map { total == 0 ? 1 / Double(weights.count) : Double($0) / Double(total) }
    #expect(chiSquare(counts, expected) < chiSquareLimit(weights.count - 1), "\(counts)")
  }

  @Test func The_order_of_an_answer_means_nothing() {
    for weights: [UInt16] in [[60, 30, 10], [30, 10, 60], [10, 30, 60]] {
      #expect(chiSquare(picks(weights, count: 40_000), weights.map { Double($0) / 100 }) < chiSquareLimit(2))
    }
  }

  @Test("RFC 2782: weight 0 beside others has a very small chance")
  func Weight_0_beside_others_has_a_very_small_chance() {
    let counts = picks([1, 1, 0], count: 100_000)
    #expect((100...300).contains(counts[2]), "\(counts)")
    #expect(chiSquare(Array(counts[..<2]), [0.5, 0.5]) < chiSquareLimit(1))
    let others = picks([10, 60, 30, 0], count: 100_000)
    #expect((0...20).contains(others[3]), "\(others)")
    #expect(chiSquare(Array(others[..<3]), [0.1, 0.6, 0.3]) < chiSquareLimit(2))
  }

  /// With `(pending + 1) / weight` as its cost the light one would get nothing at all: at low load all are idle.
  @Test func Weights_hold_at_low_load() {
    let fixture = BalancerFixture([.at(1, weight: 10), .at(2, weight: 60), .at(3, weight: 30)])
    var counts = [0, 0, 0]
    for _ in 0..<20_000 {
      guard let lease = fixture.lease() else { continue }
      counts[Int(lease.instance.weight == 10 ? 0 : lease.instance.weight == 60 ? 1 : 2)] += 1
      fixture.advance(.milliseconds(10))
      lease.finish(.success, at: fixture.now)
      fixture.advance(.milliseconds(40))
    }
    #expect(chiSquare(counts, [0.1, 0.6, 0.3]) < chiSquareLimit(2), "\(counts)")
  }

  @Test func A_full_instance_leaves_the_shares_of_the_others_as_they_are() {
    var policy = BalancerPolicy()
    policy.concurrencyCap = 1
    let fixture = BalancerFixture(
      [.at(1, weight: 10), .at(2, weight: 60), .at(3, weight: 30)], policy: policy, seed: 3)
    let full = fixture.lease(of: .at(2, weight: 60))
    #expect(full != nil)
    var counts = [0, 0]
    for _ in 0..<10_000 { counts[fixture.next()?.weight == 10 ? 0 : 1] += 1 }
    #expect(chiSquare(counts, [0.25, 0.75]) < chiSquareLimit(1), "\(counts)")
    withExtendedLifetime(full) {}
  }

  @Test func Equal_seeds_choose_alike() {
    let instances = (1...10).map { ServiceInstance.at($0) }
    let sequences = [5, 5, 6].map { seed in
      let fixture = BalancerFixture(instances, seed: seed)
      return (0..<100).map { _ in fixture.next() }
    }
    #expect(sequences[0] == sequences[1])
    #expect(sequences[0] != sequences[2])
  }

  private func picks(_ weights: [UInt16], count: Int) -> [Int] {
    let instances = weights.enumerated().map { ServiceInstance.at($0.offset, weight: $0.element) }
    let fixture = BalancerFixture(instances, seed: 11)
    var counts = [Int](repeating: 0, count: weights.count)
    for _ in 0..<count {
      if let index = fixture.next().flatMap({ instances.firstIndex(of: $0) }) { counts[index] += 1 }
    }
    return counts
  }

  private func chiSquare(_ counts: [Int], _ shares: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    return zip(counts, shares).map { count, share in
      let expected = share * total
      return (Double(count) - expected) * (Double(count) - expected) / expected
    }.reduce(0, +)
  }

  /// Exceeded by chance once in a thousand times.
  private func chiSquareLimit(_ degreesOfFreedom: Int) -> Double {
    [10.83, 13.82, 16.27, 18.47][degreesOfFreedom - 1]
  }
}
