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
    let other = try await ask([.failure(.timedOut), .failure(.refused(cause: Fault())), .success("c"), .success("d")])
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
      _ = try await ask([.failure(.timedOut), .failure(.throttled(retryAfter: .seconds(7)))])
    }
    guard case .throttled(.seconds(7)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
