import BackendTesting
import Chassis
import FoundationEssentials
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Upstream

@Suite struct RememberedAnswersTests {
  private static let source = Source(provider: "p", attribution: "P")
  private static let down = ProviderError.timedOut()

  /// A provider that answers when the test says so, and counts its calls.
  private final class Provider: Sendable {
    private struct State {
      var calls = 0
      var waiting: [CheckedContinuation<Fetched<Int>, any Error>] = []
    }
    private let state = Mutex(State())

    var calls: Int { state.withLock { $0.calls } }

    func ask() async throws -> Fetched<Int> {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          state.calls += 1
          state.waiting.append(continuation)
        }
      }
    }

    /// Answers the next call, which may not have come yet.
    func finish(_ result: Result<Int, any Error>) async {
      while true {
        let waiting = state.withLock { $0.waiting.popLast() }
        if let waiting {
          return waiting.resume(
            with: result.map { Fetched($0, from: RememberedAnswersTests.source) })
        }
        await Task.yield()
      }
    }
  }

  private let time = ManualTime()
  private let provider = Provider()

  private func remembered() -> RememberedAnswers<String, Int> {
    RememberedAnswers(
      MemoryPolicy(freshFor: .seconds(60), staleFor: .seconds(3600)),
      outside: ScriptedUpstream { _ in throw ProviderError.timedOut() }.outside(time: time.source))
  }

  @Test func A_thousand_callers_of_one_question_cause_one_call() async throws {
    let answers = remembered()
    let provider = provider
    let values = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<1000 { group.addTask { try await answers.answer(to: "a") { _ in try await provider.ask() }.value } }
      await provider.finish(.success(7))
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(values == Array(repeating: 7, count: 1000))
    #expect(provider.calls == 1)
  }

  @Test func A_kept_answer_says_so_and_no_call_is_made() async throws {
    let answers = remembered()
    let provider = provider
    async let first = answers.answer(to: "a") { _ in try await provider.ask() }
    await provider.finish(.success(1))
    #expect(try await !first.cached)
    let second = try await answers.answer(to: "a") { _ in try await provider.ask() }
    #expect(second.cached && !second.stale && second.value == 1)
    #expect(provider.calls == 1)
  }

  @Test func A_caller_who_leaves_does_not_end_the_call_and_its_answer_serves_the_next() async throws {
    let answers = remembered()
    let provider = provider
    let impatient = Task { try await answers.answer(to: "a") { _ in try await provider.ask() } }
    while provider.calls == 0 { await Task.yield() }
    impatient.cancel()
    await #expect(throws: CancellationError.self) { try await impatient.value }
    await provider.finish(.success(2))
    #expect(try await answers.answer(to: "a") { _ in try await provider.ask() }.value == 2)
    #expect(provider.calls == 1)
  }

  @Test func During_an_outage_an_old_answer_is_offered_as_stale_and_a_new_question_fails() async throws {
    let answers = remembered()
    let provider = provider
    async let first = answers.answer(to: "a") { _ in try await provider.ask() }
    await provider.finish(.success(1))
    _ = try await first
    time.advance(by: .seconds(600))
    for _ in 0..<3 {
      let old = Task { try await answers.answer(to: "a") { _ in try await provider.ask() } }
      await provider.finish(.failure(Self.down))
      let error = await #expect(throws: StaleAnswer<Sourced<Int>>.self) { try await old.value }
      #expect(error?.answer.value == 1)
      #expect(error?.answer.stale == true && error?.answer.cached == true)
    }
    let new = Task { try await answers.answer(to: "b") { _ in try await provider.ask() } }
    await provider.finish(.failure(Self.down))
    await #expect(throws: ProviderError.self) { try await new.value }
  }

  @Test func Unknown_is_remembered_and_a_failure_is_not() async throws {
    let answers = remembered()
    let provider = provider
    let unknown = Task { try await answers.answer(to: "a") { _ in try await provider.ask() } }
    await provider.finish(.failure(ProviderError.unknown("none")))
    await #expect(throws: ProviderError.self) { try await unknown.value }
    await #expect(throws: ProviderError.self) { try await answers.answer(to: "a") { _ in try await provider.ask() } }
    #expect(provider.calls == 1)
    let failed = Task { try await answers.answer(to: "b") { _ in try await provider.ask() } }
    await provider.finish(.failure(Self.down))
    await #expect(throws: ProviderError.self) { try await failed.value }
    let again = Task { try await answers.answer(to: "b") { _ in try await provider.ask() } }
    await provider.finish(.success(3))
    #expect(try await again.value.value == 3)
  }

  @Test func Who_has_an_old_answer_does_not_wait_long_for_a_new_one_which_still_comes() async throws {
    let answers = remembered()
    let provider = provider
    async let first = answers.answer(to: "a") { _ in try await provider.ask() }
    await provider.finish(.success(1))
    _ = try await first
    time.advance(by: .seconds(61))
    let impatient = Task { try await answers.answer(to: "a") { _ in try await provider.ask() } }
    await time.sleepers(atLeast: 1)
    time.advance(by: .milliseconds(500))
    let error = await #expect(throws: StaleAnswer<Sourced<Int>>.self) { try await impatient.value }
    #expect(error?.answer.value == 1)
    await provider.finish(.success(2))
    #expect(try await answers.answer(to: "a") { _ in try await provider.ask() }.value == 2)
    #expect(provider.calls == 2)
  }

  @Test func What_does_not_age_is_answered_from_memory_during_an_outage() async throws {
    let answers = remembered()
    let provider = provider
    async let first = answers.answer(to: "a") { _ in try await provider.ask() }
    await provider.finish(.success(1))
    _ = try await first
    time.advance(by: .seconds(600))
    let old = Task { try await answers.answerOfAnyAge(to: "a") { _ in try await provider.ask() } }
    await provider.finish(.failure(Self.down))
    #expect(try await old.value.value == 1)
  }

  @Test func What_was_kept_is_handed_to_the_next_call_for_a_conditional_request() async throws {
    let answers = remembered()
    let source = Self.source
    _ = try await answers.answer(to: "a") { _ in Fetched(1, from: source, validator: "v1") }
    time.advance(by: .seconds(61))
    let next = try await answers.answer(to: "a") { kept in
      #expect(kept?.answer == 1)
      #expect(kept?.validator == "v1")
      return Fetched(kept?.answer ?? 0, from: source, validator: kept?.validator)
    }
    #expect(next.value == 1 && !next.cached && !next.stale)
  }
}
