import Timing

/// By when one question to a provider must be answered, where it takes several calls, one after the other.
enum QuestionDeadline {
  @TaskLocal static var current: Deadline?
}

extension Deadline {
  static let never = Deadline(.now.advanced(by: .seconds(1 << 32)))
}
