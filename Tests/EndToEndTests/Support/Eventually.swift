/// Asks `condition` again and again until it holds. Throws where it does not within `deadline`: a limit for what never
/// comes, far beyond what it takes, so that a slow machine fails no test.
func eventually(
  _ what: String, within deadline: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + deadline
  while try await !condition() {
    guard ContinuousClock.now < end else { throw NeverHappened(what: what, deadline: deadline) }
    try await Task.sleep(for: .milliseconds(20))
  }
}

struct NeverHappened: Error, CustomStringConvertible {
  var what: String
  var deadline: Duration

  var description: String { "Not within \(deadline): \(what)" }
}
