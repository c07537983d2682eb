/// How often in a row the question for the next invocation may come to nothing: some three seconds altogether, which is
/// less than Lambda gives a function to start.
struct Patience: Sendable {
  private static let most = 5
  private var faults = 0

  /// How long to wait before the next question; nil where there shall be none.
  mutating func wait() -> Duration? {
    guard faults < Self.most else { return nil }
    defer { faults += 1 }
    return .milliseconds(100 << faults)
  }
}
