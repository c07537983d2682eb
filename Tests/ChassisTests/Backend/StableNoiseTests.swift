import Chassis
import Testing

@Suite struct StableNoiseTests {
  /// Other numbers would make instances of different versions disagree.
  @Test func numbers_are_the_same_in_every_process() {
    #expect(StableNoise("AAPL").integer(20_778, in: 0...999_999) == 300_248)
  }

  @Test func fractions_fill_their_range_evenly() {
    let noise = StableNoise("any")
    let values = (-5000..<5000).map(noise.fraction)
    #expect(values.allSatisfy { (0..<1).contains($0) })
    let tenths = Dictionary(grouping: values) { Int($0 * 10) }
    #expect(tenths.count == 10)
    #expect(tenths.values.allSatisfy { (850...1150).contains($0.count) })
  }

  @Test func signed_numbers_and_whole_ones_stay_in_their_range() {
    let noise = StableNoise("any")
    #expect((0..<1000).map(noise.signed).allSatisfy { (-1..<1).contains($0) })
    #expect(Set((0..<1000).map { noise.integer($0, in: 4...6) }) == [4, 5, 6])
  }

  @Test func names_and_indexes_differ() {
    #expect(Set((0..<1000).map { StableNoise("name \($0)").fraction(0) }).count == 1000)
    #expect(Set((0..<1000).map { StableNoise("name").fraction($0) }).count == 1000)
  }
}
