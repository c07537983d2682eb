import Chassis
import Timing

/// How long a provider's answers are of use.
package struct MemoryPolicy: Sendable, Hashable {
  /// An answer is handed out without asking again for this long, where the provider does not say itself.
  package var freshFor: Duration
  /// And for this long after that where the provider cannot be asked (RFC 5861 section 4).
  package var staleFor: Duration
  /// "There is no such thing" holds for this long.
  package var unknownFor: Duration
  /// Most answers kept; beyond it those that were not asked for the longest go.
  package var capacity: Int

  package init(freshFor: Duration, staleFor: Duration, unknownFor: Duration = .seconds(600), capacity: Int = 1000) {
    self.freshFor = freshFor
    self.staleFor = staleFor
    self.unknownFor = unknownFor
    self.capacity = capacity
  }
}

/// What one provider has answered, by question. A value: time is given, and nothing is asked from here.
struct AnswerMemory<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// What is known of a question now.
  enum Finding: Sendable {
    case fresh(Answer)
    case unknown(ProviderError)
    /// The provider must be asked; `stale` may be used where it cannot.
    case missing(stale: Answer?)
  }

  private enum Content: Sendable {
    case answer(Answer, freshUntil: TimeSource.Instant, usableUntil: TimeSource.Instant)
    case unknown(ProviderError, until: TimeSource.Instant)
  }

  private struct Entry: Sendable {
    var content: Content
    /// Of the last use, counted up with each.
    var turn: UInt64
  }

  private let policy: MemoryPolicy
  private var entries: [Question: Entry] = [:]
  private var turn: UInt64 = 0

  init(_ policy: MemoryPolicy) {
    self.policy = policy
  }

  var count: Int { entries.count }

  mutating func find(_ question: Question, at now: TimeSource.Instant) -> Finding {
    guard let entry = entries[question] else { return .missing(stale: nil) }
    turn += 1
    entries[question]?.turn = turn
    switch entry.content {
    case .unknown(let error, let until) where now < until: return .unknown(error)
    case .answer(let answer, let freshUntil, _) where now < freshUntil: return .fresh(answer)
    case .answer(let answer, _, let usableUntil) where now < usableUntil: return .missing(stale: answer)
    default:
      entries[question] = nil
      return .missing(stale: nil)
    }
  }

  /// - Parameter freshFor: What the provider says of this answer; nil where it says nothing.
  mutating func keep(_ answer: Answer, for question: Question, freshFor: Duration?, at now: TimeSource.Instant) {
    let freshUntil = now.advanced(by: freshFor ?? policy.freshFor)
    insert(.answer(answer, freshUntil: freshUntil, usableUntil: freshUntil.advanced(by: policy.staleFor)), question)
  }

  /// Replaces an answer too: what the provider no longer knows is not handed out as stale.
  mutating func keepUnknown(_ error: ProviderError, for question: Question, at now: TimeSource.Instant) {
    insert(.unknown(error, until: now.advanced(by: policy.unknownFor)), question)
  }

  private mutating func insert(_ content: Content, _ question: Question) {
    turn += 1
    entries[question] = Entry(content: content, turn: turn)
    guard entries.count > policy.capacity else { return }
    // A quarter at once, so that looking for the oldest is paid for seldom.
    let turns = entries.values.map(\.turn).sorted()
    let oldestKept = turns[turns.count / 4]
    entries = entries.filter { $0.value.turn >= oldestKept }
  }
}
