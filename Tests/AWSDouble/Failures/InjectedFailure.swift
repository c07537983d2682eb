import Timing

/// What goes wrong with a request, whatever it asks for.
package enum InjectedFailure: Sendable, Hashable {
  /// A fault of the service with this status, such as 500 or 503. Nothing was done.
  case status(Int)
  /// Refused with this error. Nothing was done.
  case refused(code: String, message: String, status: Int)
  /// The connection ends, and nothing was done.
  case lostRequest
  /// What was asked for is done, and the connection ends before the answer comes.
  case lostAnswer
  /// What was asked for is done, and the answer comes so much later.
  case slow(Duration)
  /// What was asked for is done, and what comes is not an answer of AWS.
  case garbage

  package static let throttled = InjectedFailure.refused(code: "Throttling", message: "Rate exceeded", status: 400)
  package static let priorRequestNotComplete = InjectedFailure.refused(
    code: ServiceFault.priorRequestNotComplete.code, message: ServiceFault.priorRequestNotComplete.message, status: 400)
}

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
