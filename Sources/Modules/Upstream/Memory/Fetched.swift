package import Chassis
import FoundationEssentials

/// What a provider answered just now.
package struct Fetched<Answer: Sendable>: Sendable {
  package var answer: Answer
  package var source: Source
  /// How long the provider says that it holds; nil where it does not say.
  package var freshFor: Duration?
  /// What a conditional request names it by, such as its `Last-Modified`; nil where the provider knows none.
  package var validator: String?

  package init(_ answer: Answer, from source: Source, freshFor: Duration? = nil, validator: String? = nil) {
    self.answer = answer
    self.source = source
    self.freshFor = freshFor
    self.validator = validator
  }
}

/// An answer from before, for a conditional request: where the provider says that it has not changed, it is fetched anew
/// without being sent.
package struct Kept<Answer: Sendable>: Sendable {
  package var answer: Answer
  package var validator: String?

  package init(_ answer: Answer, validator: String? = nil) {
    self.answer = answer
    self.validator = validator
  }
}
