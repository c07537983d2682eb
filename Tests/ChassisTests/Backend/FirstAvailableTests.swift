import Chassis
import Testing

@Suite struct FirstAvailableTests {
  private struct Fault: Error {}

  private func ask(_ providers: [Result<String, ProviderError>]) async throws -> (answer: String, asked: Int) {
    var asked = 0
    let answer = try await FirstAvailable(providers[0], then: Array(providers.dropFirst())).ask { provider in
      asked += 1
      return try provider.get()
    }
    return (answer, asked)
  }

  @Test func the_first_that_can_answer_answers() async throws {
    let one = try await ask([.success("a"), .success("b")])
    #expect(one == ("a", 1))
    let other = try await ask([
      .failure(.timedOut()), .failure(.refused("No.", cause: Fault())), .success("c"), .success("d"),
    ])
    #expect(other == ("c", 3))
  }

  @Test func unknown_is_an_answer() async {
    let error = await #expect(throws: ProviderError.self) {
      _ = try await ask([.failure(.unknown("No.")), .success("b")])
    }
    #expect(error?.isAboutProvider == false)
  }

  @Test func where_none_can_answer_the_last_error_is_told() async {
    let error = await #expect(throws: ProviderError.self) {
      _ = try await ask([.failure(.timedOut()), .failure(.throttled(retryAfter: .seconds(7)))])
    }
    #expect(error?.code == .throttled)
    #expect(error?.retryAfter == .seconds(7))
  }

  private typealias Reply = Result<String, any Error>

  private func ask(_ choices: [(reply: Reply, isInvented: Bool)]) async throws -> String {
    let list = choices.map { FirstAvailable<Reply>.Choice($0.reply, isInvented: $0.isInvented) }
    return try await FirstAvailable(list[0], then: Array(list.dropFirst())).ask { try $0.get() }
  }

  private let old = Reply.failure(StaleAnswer(answer: "old", cause: .timedOut()))

  @Test func an_old_answer_waits_for_a_new_one_of_the_next() async throws {
    #expect(try await ask([(old, false), (.success("new"), false)]) == "new")
    #expect(try await ask([(old, false)]) == "old")
    #expect(try await ask([(old, false), (.failure(ProviderError.timedOut()), false)]) == "old")
    #expect(try await ask([(.failure(ProviderError.timedOut()), false), (old, false)]) == "old")
  }

  @Test func of_two_old_answers_the_preferred_providers_is_taken() async throws {
    let other = Reply.failure(StaleAnswer(answer: "other", cause: .timedOut()))
    #expect(try await ask([(old, false), (other, false)]) == "old")
  }

  @Test func real_data_that_is_old_goes_before_invented_data() async throws {
    #expect(try await ask([(old, false), (.success("invented"), true)]) == "old")
    #expect(try await ask([(.failure(ProviderError.timedOut()), false), (.success("invented"), true)]) == "invented")
  }
}
