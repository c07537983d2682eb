/// Providers in order of preference: the next is asked only where the one before could not answer. "Unknown" is an
/// answer, so it ends the search.
package struct FirstAvailable<Provider: Sendable>: Sendable {
  private let first: Provider
  private let others: ArraySlice<Provider>

  package init(_ first: Provider, then others: [Provider] = []) {
    self.first = first
    self.others = others[...]
  }

  package var all: [Provider] { [first] + others }

  /// What the first provider that can answer answers; where none can, the last one's error.
  package func ask<Answer>(_ question: (Provider) async throws -> Answer) async throws -> Answer {
    var provider = first
    var rest = others
    while true {
      do {
        return try await question(provider)
      } catch let error as ProviderError where error.isAboutProvider {
        guard let next = rest.popFirst() else { throw error }
        provider = next
      }
    }
  }
}
