/// Lets so many requests through in a second, and as many at once after a rest.
struct TokenBucket: Sendable {
  private let perSecond: Double
  private var tokens: Double
  private var last: Duration = .zero

  init(perSecond: Int) {
    self.perSecond = Double(perSecond)
    tokens = Double(perSecond)
  }

  /// Whether a request at `moment`, counted from the beginning, is let through.
  mutating func take(at moment: Duration) -> Bool {
    tokens = min(perSecond, tokens + max(0, (moment - last).inSeconds) * perSecond)
    last = max(last, moment)
    // Waits that add up to a second make a token, however they are rounded.
    guard tokens >= 1 - 1e-9 else { return false }
    tokens -= 1
    return true
  }
}
