import Timing

/// Which requests go wrong, and how.
struct FailurePlan: Sendable {
  private struct Order: Sendable {
    var failure: InjectedFailure
    var operation: String?
    var skips: Int
    var times: Int
  }

  private struct Chance: Sendable {
    var failures: [InjectedFailure]
    var probability: Double
    var operations: Set<String>?
    var random: SplitMix64
    var most: Int
  }

  private var orders: [Order] = []
  private var chance: Chance?

  mutating func add(_ failure: InjectedFailure, on operation: String?, after skips: Int, times: Int) {
    orders.append(Order(failure: failure, operation: operation, skips: skips, times: times))
  }

  mutating func add(
    _ failures: [InjectedFailure], probability: Double, on operations: Set<String>?, seed: UInt64, most: Int
  ) {
    chance = Chance(
      failures: failures, probability: probability, operations: operations, random: SplitMix64(seed: seed), most: most)
  }

  mutating func clear() { self = FailurePlan() }

  /// What happens to the next request for `operation`; orders come before chance.
  mutating func next(for operation: String) -> InjectedFailure? {
    for index in orders.indices where orders[index].operation.map({ $0 == operation }) ?? true {
      if orders[index].skips > 0 {
        orders[index].skips -= 1
        continue
      }
      let failure = orders[index].failure
      orders[index].times -= 1
      if orders[index].times <= 0 { orders.remove(at: index) }
      return failure
    }
    guard var chance, chance.most > 0, chance.operations.map({ $0.contains(operation) }) ?? true else { return nil }
    defer { self.chance = chance }
    guard Double.random(in: 0..<1, using: &chance.random) < chance.probability,
      let failure = chance.failures.randomElement(using: &chance.random)
    else { return nil }
    chance.most -= 1
    return failure
  }
}
