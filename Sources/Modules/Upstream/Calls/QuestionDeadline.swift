import Chassis
import Timing

/// By when one question to a provider must be answered, where it takes several calls, one after the other.
enum QuestionDeadline {
  @TaskLocal static var current: Deadline?
}

extension Outside {
  /// All calls that `work` makes share the time of one question: `PROVIDER_TIMEOUT`, or `timeout` where that is not set.
  package func question<Value: Sendable>(
    within timeout: Duration = .seconds(5), _ work: () async throws -> Value
  ) async throws -> Value {
    let limit = try settings.duration("PROVIDER_TIMEOUT", default: timeout, in: .milliseconds(10) ... .seconds(60))
    return try await QuestionDeadline.$current.withValue(.after(limit, by: time)) { try await work() }
  }
}

extension Deadline {
  static let never = Deadline(.now.advanced(by: .seconds(1 << 32)))
}
