import Timing

/// The endpoints of one tier that a request may go to, ready to draw from.
struct PickPool: Sendable {
  private(set) var slots: ContiguousArray<Int32> = []
  /// Where each slot's part of the line `0..<total` ends; empty where all weights are equal.
  private var ends: ContiguousArray<UInt64> = []
  private var total: UInt64 = 0

  private(set) var isWeighted: Bool

  init(isWeighted: Bool = false) {
    self.isWeighted = isWeighted
  }

  /// Keeps the memory.
  mutating func empty(isWeighted: Bool) {
    slots.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    total = 0
    self.isWeighted = isWeighted
  }

  mutating func append(_ slot: Int, weight: UInt64) {
    slots.append(Int32(slot))
    guard isWeighted else { return }
    total += weight
    ends.append(total)
  }

  /// Two different slots, each drawn by its weight; the second is nil where there is one slot only. `slots` is not empty.
  ///
  /// RFC 2782 draws from `0...sum`, both ends included, in the order of the answer: with weights 1, 1, 1, which is what
  /// Consul and Cloud Map say, the first gets half. Excluding the end makes the shares exact in any order.
  func drawPair(_ random: inout SplitMix64) -> (first: Int, second: Int?) {
    guard slots.count > 1 else { return (Int(slots[0]), nil) }
    return isWeighted ? drawWeighted(&random) : drawEven(&random)
  }

  private func drawEven(_ random: inout SplitMix64) -> (first: Int, second: Int?) {
    // Half a number is enough for each: no slot is favoured by more than their count in 2^32.
    let bits = random.next()
    let first = Int(((bits >> 32) &* UInt64(slots.count)) >> 32)
    var second = Int(((bits & 0xFFFF_FFFF) &* UInt64(slots.count - 1)) >> 32)
    if second >= first { second += 1 }
    return (Int(slots[first]), Int(slots[second]))
  }

  private func drawWeighted(_ random: inout SplitMix64) -> (first: Int, second: Int?) {
    let first = place(at: Self.scaled(random.next(), to: total))
    let start = first == 0 ? 0 : ends[first - 1]
    let weight = ends[first] - start
    // The line without the first one's part.
    let point = Self.scaled(random.next(), to: total - weight)
    let second = place(at: point < start ? point : point + weight)
    return (Int(slots[first]), Int(slots[second]))
  }

  /// Whose part of the line `point` is in.
  private func place(at point: UInt64) -> Int {
    var low = 0
    var high = ends.count - 1
    while low < high {
      let middle = (low + high) / 2
      if point < ends[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// From all of 64 bits down to `0..<bound`. No value is favoured by more than `bound` in 2^64.
  private static func scaled(_ random: UInt64, to bound: UInt64) -> UInt64 {
    random.multipliedFullWidth(by: bound).high
  }
}
