/// Providers in order of preference: the next is asked only where the one before could not answer. "Unknown" is an
/// answer, so it ends the search.
package struct FirstAvailable<Provider: Sendable>: Sendable {
  package struct Choice: Sendable {
    package var provider: Provider
    /// Whether its data is made up. An old answer with real data goes before a new one of these.
    package var isInvented: Bool

    package init(_ provider: Provider, isInvented: Bool = false) {
      self.provider = provider
      self.isInvented = isInvented
    }
  }

  private let first: Choice
  private let others: ArraySlice<Choice>

  package init(_ first: Choice, then others: [Choice] = []) {
    self.first = first
    self.others = others[...]
  }

  package init(_ first: Provider, then others: [Provider] = []) {
    self.init(Choice(first), then: others.map { Choice($0) })
  }

  package var all: [Provider] { [first.provider] + others.map(\.provider) }

  /// What the first provider that can answer answers; where none can, an old answer of the most preferred that has one,
  /// else the last one's error.
  package func ask<Answer: Sendable>(_ question: (Provider) async throws -> Answer) async throws -> Answer {
    var choice = first
    var rest = others
    var stale: Answer?
    while true {
      if choice.isInvented, let stale { return stale }
      do {
        return try await question(choice.provider)
      } catch let error as StaleAnswer<Answer> {
        let kept = stale ?? error.answer
        guard let next = rest.popFirst() else { return kept }
        (stale, choice) = (kept, next)
      } catch let error as ProviderError where error.isAboutProvider {
        guard let next = rest.popFirst() else {
          if let stale { return stale }
          throw error
        }
        choice = next
      }
    }
  }
}
