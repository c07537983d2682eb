import FoundationEssentials

/// A time of the double: how long it has been there, and what date that is to those outside.
struct Moment: Sendable {
  var elapsed: Duration
  private let began: Date

  init(elapsed: Duration, began: Date) {
    self.elapsed = elapsed
    self.began = began
  }

  /// `2026-08-30T12:36:00Z`
  func text(after elapsed: Duration) -> String { began.addingTimeInterval(elapsed.inSeconds).ISO8601Format() }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
