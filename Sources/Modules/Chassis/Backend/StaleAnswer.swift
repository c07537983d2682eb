/// A provider cannot answer now, and has answered this question before: the old answer may do where nobody has a new one.
package struct StaleAnswer<Answer: Sendable>: Error {
  package var answer: Answer
  /// Why there is no new one.
  package var cause: ProviderError

  package init(answer: Answer, cause: ProviderError) {
    self.answer = answer
    self.cause = cause
  }

  package func map<Other: Sendable>(_ transform: (Answer) throws -> Other) rethrows -> StaleAnswer<Other> {
    StaleAnswer<Other>(answer: try transform(answer), cause: cause)
  }
}
