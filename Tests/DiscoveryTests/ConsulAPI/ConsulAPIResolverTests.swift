import DNS
import Testing
import Timing
import TimingTesting

@testable import Discovery

@Suite struct ConsulAPIResolverTests {
  @Test func Passing_instances_are_asked_for_without_waiting_first() async throws {
    let agent = ScriptedAgent(.success(.health(FetchedAnswer.two)))
    let answer = await resolver(agent).watch(after: 0)
    let resolution = try answer.result.get()
    #expect(resolution.endpoints == ["10.0.0.1:4567", "10.0.9.2:32768"])
    #expect(resolution.instances.map(\.weight) == [10, 1])
    #expect(resolution.instances.map(\.id) == ["weather-1", "weather-2"])
    #expect(!resolution.isPartial)
    #expect(answer.version == 7)
    let asked = try #require(agent.asked.first)
    #expect(asked.path == "/v1/health/service/weather?passing")
    #expect(asked.timeout == .seconds(2))
    #expect(asked.longestBody == 4 << 20)
    #expect(asked.headers["x-consul-token"] == nil)
  }

  @Test func A_blocking_query_waits_55_seconds_and_its_timeout_is_a_sixteenth_and_5_seconds_longer() async throws {
    let agent = ScriptedAgent(.success(.health(FetchedAnswer.two, index: "9")))
    let answer = await resolver(agent).watch(after: 7)
    #expect(answer.version == 9)
    let asked = try #require(agent.asked.first)
    #expect(asked.path == "/v1/health/service/weather?passing&index=7&wait=55s")
    #expect(asked.timeout == .seconds(55) * 17 / 16 + .seconds(5))
  }

  @Test func The_token_goes_into_its_field_and_nowhere_else() async throws {
    let agent = ScriptedAgent(.success(.health("[]", status: 403)))
    let resolver = ConsulAPIResolver(service: "weather", agent: agent, token: "s3cret", time: .real)
    let answer = await resolver.watch(after: 0)
    #expect(agent.asked.first?.headers["x-consul-token"] == "s3cret")
    #expect(agent.asked.first?.path.contains("s3cret") == false)
    guard case .failure(let failure) = answer.result else { return #expect(Bool(false)) }
    #expect(failure.code == .refused)
    #expect(!"\(failure) \(String(describing: resolver.question))".contains("s3cret"))
  }

  @Test func An_empty_list_is_nobody_and_can_be_waited_on() async throws {
    let agent = ScriptedAgent(.success(.health("[]", index: "42")))
    let answer = await resolver(agent).watch(after: 0)
    #expect(throws: ResolutionFailure.self) { try answer.result.get() }
    guard case .failure(let failure) = answer.result else { return }
    #expect(failure.code == .noInstances)
    #expect(answer.version == 42)
  }

  @Test(arguments: [404, 429, 500, 503, 301]) func Another_status_says_nothing_of_the_instances(status: Int) async {
    let agent = ScriptedAgent(.success(.health("Rpc error: No cluster leader", status: status)))
    let answer = await resolver(agent).watch(after: 7)
    guard case .failure(let failure) = answer.result else { return #expect(Bool(false)) }
    #expect(failure.code == .serverFailure)
    #expect(failure.message == "127.0.0.1:8500 answered HTTP status \(status) for weather.")
    #expect(answer.version == 0)
  }

  @Test func A_body_that_comes_too_slowly_is_a_timeout_after_which_nothing_is_waited_for() async {
    let agent = ScriptedAgent(.failure(.silence))
    let answer = await resolver(agent).watch(after: 7)
    guard case .failure(let failure) = answer.result else { return #expect(Bool(false)) }
    #expect(failure.code == .timedOut)
    #expect(answer.version == 0)
  }

  @Test func One_question_takes_no_longer_than_its_deadline() async throws {
    let time = ManualTime()
    let agent = ScriptedAgent(.success(.health(FetchedAnswer.two)))
    let resolver = ConsulAPIResolver(service: "weather", agent: agent, time: time.source)
    _ = try await resolver.resolve(deadline: Deadline(time.now.advanced(by: .milliseconds(300))))
    #expect(agent.asked.first?.timeout == .milliseconds(300))
  }

  @Test func Without_an_agent_every_question_fails() async {
    let answer = await ConsulAPIResolver(service: "weather", agent: nil, time: .real).watch(after: 0)
    guard case .failure(let failure) = answer.result else { return #expect(Bool(false)) }
    #expect(failure.code == .unreachable)
  }

  // MARK: X-Consul-Index

  @Test(arguments: [
    (UInt64(5), "6", UInt64(6)), (5, "5", 5), (0, "1", 1),
    // Backwards: begin anew.
    (5, "4", 0), (.max, "1", 0),
    // An index of 0 would not wait.
    (0, "0", 1), (5, "0", 1),
    (5, "", 0), (5, "-1", 0), (5, "+6", 0), (5, "6 ", 0), (5, "18446744073709551616", 0), (5, "abc", 0),
    (0, "18446744073709551615", .max),
  ])
  func The_next_index_follows_the_rules_of_Consul(sent: UInt64, header: String, next: UInt64) {
    #expect(BlockingIndex.next(after: sent, header: header) == next)
  }

  @Test func Without_an_index_nothing_can_be_waited_for() {
    #expect(BlockingIndex.next(after: 5, header: nil) == 0)
  }

  private func resolver(_ agent: ScriptedAgent) -> ConsulAPIResolver {
    ConsulAPIResolver(service: "weather", agent: agent, time: .real)
  }
}
