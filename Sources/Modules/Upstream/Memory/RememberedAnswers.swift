package import Chassis
import FoundationEssentials
import Synchronization
import Timing

/// Asks a provider each question once for as long as its answer holds, however many callers ask it at once.
///
/// A call under way is shared by all who ask meanwhile, and goes on when they leave: its answer serves the next one. It
/// has a time limit of its own (``Upstream``), each caller has theirs.
package final class RememberedAnswers<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// An answer with where and when it came from.
  package typealias Given = Sourced<Answer>
  /// Asks the provider; gets what is kept from before, where there is something. Throws ``ProviderError``.
  package typealias Ask = @Sendable (Kept<Answer>?) async throws -> Fetched<Answer>

  private struct Known: Sendable {
    var given: Given
    var validator: String?
  }

  private struct State {
    var memory: AnswerMemory<Question, Known>
    var flights: [Question: Task<Given, any Error>] = [:]
  }

  private let state: Mutex<State>
  private let outside: Outside

  /// How long a caller with an old answer at hand waits for a new one, which goes on coming: an outage must not cost
  /// everybody the time limit of the provider.
  private static var patienceForNewer: Duration { .milliseconds(500) }

  package init(_ policy: MemoryPolicy, outside: Outside) {
    state = Mutex(State(memory: AnswerMemory(policy)))
    self.outside = outside
  }

  /// Throws ``ProviderError`` where the provider knows no answer or none can be had; ``StaleAnswer`` of ``Given`` where
  /// none can be had and an old one may still do; `CancellationError` where the caller left.
  package func answer(to question: Question, ask: @escaping Ask) async throws -> Given {
    switch begin(question, ask) {
    case .known(let given): return given
    case .unknown(let error): throw error
    case .under(let way, nil): return try await leaving(way)
    case .under(let way, var old?):
      do {
        return try await leaving(way, after: Self.patienceForNewer)
      } catch let error as ProviderError where error.isAboutProvider {
        old.cached = true
        old.stale = true
        throw StaleAnswer(answer: old, cause: error)
      }
    }
  }

  /// As ``answer(to:ask:)``, and an old answer where no new one can be had: for what does not change with age, such as
  /// where a city lies.
  package func answerOfAnyAge(to question: Question, ask: @escaping Ask) async throws -> Given {
    do {
      return try await answer(to: question, ask: ask)
    } catch let error as StaleAnswer<Given> {
      return error.answer
    }
  }

  private enum Beginning {
    case known(Given)
    case unknown(ProviderError)
    case under(Task<Given, any Error>, stale: Given?)
  }

  private func begin(_ question: Question, _ ask: @escaping Ask) -> Beginning {
    state.withLock { state in
      switch state.memory.find(question, at: outside.time.now()) {
      case .fresh(let known):
        var given = known.given
        given.cached = true
        return .known(given)
      case .unknown(let error): return .unknown(error)
      case .missing(let stale):
        if let flight = state.flights[question] { return .under(flight, stale: stale?.given) }
        let kept = stale.map { Kept($0.given.value, validator: $0.validator) }
        let flight = Task { try await self.fly(question, kept, ask) }
        state.flights[question] = flight
        return .under(flight, stale: stale?.given)
      }
    }
  }

  private func fly(_ question: Question, _ kept: Kept<Answer>?, _ ask: Ask) async throws -> Given {
    do {
      let fetched = try await ask(kept)
      let known = Known(
        given: Sourced(fetched.answer, from: fetched.source, fetchedAt: outside.now()), validator: fetched.validator)
      state.withLock { state in
        state.flights[question] = nil
        state.memory.keep(known, for: question, freshFor: fetched.freshFor, at: outside.time.now())
      }
      return known.given
    } catch {
      state.withLock { state in
        state.flights[question] = nil
        if let error = error as? ProviderError, !error.isAboutProvider {
          state.memory.keepUnknown(error, for: question, at: outside.time.now())
        }
      }
      throw error
    }
  }

  /// The value of `flight`; or `CancellationError` at once where the caller leaves, or a timeout after `patience`. The
  /// flight goes on.
  private func leaving(
    _ flight: Task<Given, any Error>, after patience: Duration? = nil
  ) async throws -> Given {
    let waiter = Waiter<Given>()
    let time = outside.time
    let impatience = patience.map { patience in
      Task {
        try await time.sleep(for: patience)
        waiter.finish(.failure(ProviderError.timedOut()))
      }
    }
    defer { impatience?.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        waiter.begin(continuation)
        Task { waiter.finish(await flight.result) }
      }
    } onCancel: {
      waiter.finish(.failure(CancellationError()))
    }
  }
}
