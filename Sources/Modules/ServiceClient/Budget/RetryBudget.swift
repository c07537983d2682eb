package import Timing

/// Keeps retries, and hedges, a share of the requests: when everything is down, repeating everything would keep it down.
///
/// Each request deposits a fraction of a retry, each retry takes a whole one out. Deposits are worth something for one
/// window only, in ten slots; a reserve lets a service with few requests retry too. As in Finagle and Linkerd.
package struct RetryBudget: Sendable {
  package struct Limits: Sendable, Equatable {
    /// Retries for each request.
    package var share: Double
    /// Retries per second on top of that, averaged over the window.
    package var floorPerSecond: Int
    package var window: Duration

    package init(share: Double = 0.2, floorPerSecond: Int = 10, window: Duration = .seconds(10)) {
      self.share = share
      self.floorPerSecond = floorPerSecond
      self.window = window
    }
  }

  private static let slotCount = 10
  /// One retry, in parts: whole numbers, so that ten deposits of a tenth are a retry.
  private static let parts = 1_000_000

  private let deposit: Int
  private let reserve: Int
  private let slotLength: Duration
  /// Deposits less withdrawals made during each slot, in parts of a retry.
  private var slots = [Int](repeating: 0, count: slotCount)
  private var sum = 0
  private var current = 0
  private var currentEnds: TimeSource.Instant

  package init(_ limits: Limits = Limits(), at now: TimeSource.Instant) {
    deposit = Int((max(0, limits.share) * Double(Self.parts)).rounded())
    let seconds = max(0, limits.window / .seconds(1))
    reserve = Int(Double(max(0, limits.floorPerSecond)) * seconds * Double(Self.parts))
    slotLength = max(.milliseconds(1), limits.window / Self.slotCount)
    currentEnds = now.advanced(by: slotLength)
  }

  /// How many retries may be made now.
  package mutating func balance(at now: TimeSource.Instant) -> Double {
    advance(to: now)
    return Double(max(0, reserve + sum)) / Double(Self.parts)
  }

  package mutating func depositRequest(at now: TimeSource.Instant) {
    advance(to: now)
    add(deposit)
  }

  /// False where the budget is exhausted.
  package mutating func withdrawRetry(at now: TimeSource.Instant) -> Bool {
    advance(to: now)
    guard reserve + sum >= Self.parts else { return false }
    add(-Self.parts)
    return true
  }

  private mutating func add(_ amount: Int) {
    slots[current] += amount
    sum += amount
  }

  /// Begins new slots, forgetting the oldest ones. A time that has gone back changes nothing.
  private mutating func advance(to now: TimeSource.Instant) {
    guard now >= currentEnds else { return }
    let passed = Int(min(Double(Self.slotCount), (now - currentEnds) / slotLength)) + 1
    for _ in 0..<min(passed, Self.slotCount) {
      current = (current + 1) % Self.slotCount
      sum -= slots[current]
      slots[current] = 0
    }
    // Whole slots, so that their ends do not depend on when somebody asked.
    currentEnds = currentEnds.advanced(by: slotLength * ((now - currentEnds) / slotLength).rounded(.down) + slotLength)
  }
}
