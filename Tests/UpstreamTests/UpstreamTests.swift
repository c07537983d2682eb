import BackendTesting
import Chassis
import HTTPClient
import HTTPTypes
import NIOCore
import Testing
import Timing
import TimingTesting

@testable import Upstream

@Suite struct UpstreamTests {
  private let time = ManualTime()
  private static let lost = ClientError(.connectionLost, "p:443 ended the connection.")

  private func upstream(
    _ script: ScriptedUpstream, rate: CallRate? = nil, _ environment: [String: String] = [:]
  ) throws -> Upstream {
    let outside = script.outside(environment, time: time.source)
    let base = try BaseURL(outside.settings, "P_BASE_URL", default: "https://p.example/v1")
    return try Upstream("p", base: base, policy: UpstreamPolicy(rate: rate), outside: outside)
  }

  private static let read: @Sendable (UpstreamReply) throws -> String = { reply in
    switch reply.status {
    case 200: return reply.text ?? ""
    case 404: throw ProviderError.unknown("There is none.")
    case 401: throw ProviderError.refused("The key is wrong.")
    case 429: throw ProviderError.throttled(retryAfter: reply.retryAfter)
    default: throw ProviderError.unavailable()
    }
  }

  /// The error of one question; time goes on by itself.
  private func error(of upstream: Upstream) async -> ProviderError? {
    let asking = Task { try await upstream.ask(UpstreamRequest("/x"), read: Self.read) }
    let result = await time.flowing { await asking.result }
    guard case .failure(let error as ProviderError) = result else { return nil }
    return error
  }

  @Test func A_request_goes_below_the_base_URL_percent_encoded_and_says_who_asks() async throws {
    let script = ScriptedUpstream { _ in .answering("ok") }
    let request = UpstreamRequest("/a/" + UpstreamRequest.segment("^G/é"), query: [("q", "a b&c"), ("k", "ü+")])
    #expect(try await upstream(script).ask(request, read: Self.read) == "ok")
    let sent = try #require(script.requests.first)
    #expect(sent.url == "https://p.example/v1/a/%5EG%2F%C3%A9?q=a%20b%26c&k=%C3%BC%2B")
    #expect(sent.method == .get)
    #expect(sent.fields[.userAgent] == "ecs-service-discovery/1.0")
    #expect(sent.fields[.accept] == "application/json")
    #expect(sent.timeout == .seconds(5))
    #expect(sent.connectTimeout == .seconds(2))
  }

  @Test func A_form_is_posted() async throws {
    let script = ScriptedUpstream { _ in .answering("ok") }
    _ = try await upstream(script).ask(UpstreamRequest("/t", form: [("a", "1 2"), ("b", "&")]), read: Self.read)
    let sent = try #require(script.requests.first)
    #expect(sent.method == .post)
    #expect(sent.body.map { String(buffer: $0) } == "a=1%202&b=%26")
    #expect(sent.fields[.contentType] == "application/x-www-form-urlencoded")
  }

  @Test(
    arguments: [
      (ClientError.Code.unresolved, ProviderError.Code.unreachable, 3), (.connectFailed, .unreachable, 3),
      (.connectTimeout, .unreachable, 1), (.tls, .unreachable, 1), (.timeout, .timedOut, 1),
      (.connectionLost, .unavailable, 3), (.protocolError, .unavailable, 1), (.bodyTooLarge, .unavailable, 1),
    ])
  func Trouble_on_the_way_has_its_code_and_what_passes_is_tried_three_times(
    trouble: ClientError.Code, code: ProviderError.Code, attempts: Int
  ) async throws {
    let script = ScriptedUpstream { _ in throw ClientError(trouble, "trouble with p.example:443") }
    let error = await error(of: try upstream(script))
    #expect(error?.code == code)
    #expect(error?.provider == "p")
    #expect(script.requests.count == attempts)
  }

  @Test(arguments: [(404, 1), (401, 1), (400, 1), (500, 3), (502, 3), (503, 3), (504, 3), (429, 1)])
  func Only_servers_in_trouble_are_asked_again(status: Int, attempts: Int) async throws {
    let script = ScriptedUpstream { _ in .answering("", status: status) }
    #expect(await error(of: try upstream(script)) != nil)
    #expect(script.requests.count == attempts)
  }

  @Test func Where_no_turn_is_left_for_another_attempt_the_reason_is_what_the_last_one_met() async throws {
    let script = ScriptedUpstream { _ in throw ClientError(.unresolved, "no p.example") }
    let upstream = try upstream(script, rate: CallRate(calls: 1, per: .seconds(10), burst: 1))
    #expect(await error(of: upstream)?.code == .unreachable)
    #expect(script.requests.count == 1)
  }

  @Test func What_fails_once_and_then_works_is_no_failure() async throws {
    let script = ScriptedUpstream { _ in throw Self.lost }
    let upstream = try upstream(script)
    async let answer = upstream.ask(UpstreamRequest("/x"), read: Self.read)
    await time.sleepers(atLeast: 1)
    script.answer { _ in .answering("ok") }
    time.advance(by: .milliseconds(200))
    #expect(try await answer == "ok")
  }

  @Test func A_short_wait_that_the_provider_asks_for_is_waited_and_a_long_one_told() async throws {
    let script = ScriptedUpstream { _ in .answering("", status: 429, fields: [.retryAfter: "1"]) }
    let short = try upstream(script)
    async let answer = short.ask(UpstreamRequest("/x"), read: Self.read)
    await time.sleepers(atLeast: 1)
    #expect(time.nextWake == .seconds(1))
    script.answer { _ in .answering("ok") }
    time.advance(by: .seconds(1))
    #expect(try await answer == "ok")

    script.answer { _ in .answering("", status: 429, fields: [.retryAfter: "90"]) }
    #expect(await error(of: try upstream(script))?.retryAfter == .seconds(90))
  }

  @Test func After_too_many_calls_nobody_asks_until_the_rest_is_over() async throws {
    let script = ScriptedUpstream { _ in .answering("", status: 429) }
    let upstream = try upstream(script)
    #expect(await error(of: upstream)?.retryAfter == .seconds(60))
    time.advance(by: .seconds(59))
    let told = await error(of: upstream)
    #expect(told?.code == .throttled)
    #expect(told?.retryAfter == .seconds(1))
    #expect(script.requests.count == 1)
    time.advance(by: .seconds(1))
    script.answer { _ in .answering("ok") }
    #expect(try await upstream.ask(UpstreamRequest("/x"), read: Self.read) == "ok")
  }

  @Test func Calls_wait_for_their_turn_below_the_limit_and_fail_at_once_where_it_comes_too_late() async throws {
    let script = ScriptedUpstream { _ in .answering("ok") }
    let upstream = try upstream(script, rate: CallRate(calls: 1, per: .seconds(3), burst: 1))
    _ = try await upstream.ask(UpstreamRequest("/x"), read: Self.read)
    let second = Task { try await upstream.ask(UpstreamRequest("/x"), read: Self.read) }
    await time.sleepers(atLeast: 1)
    #expect(time.nextWake == .seconds(3))
    let third = await #expect(throws: ProviderError.self) {
      try await upstream.ask(UpstreamRequest("/x"), read: Self.read)
    }
    #expect(third?.code == .throttled)
    #expect(third?.retryAfter == .seconds(6))
    time.advance(by: .seconds(3))
    #expect(try await second.value == "ok")
    #expect(script.requests.count == 2)
  }

  @Test func A_provider_that_is_down_is_asked_once_in_each_pause_and_others_are_told_at_once_why() async throws {
    let script = ScriptedUpstream { _ in throw ClientError(.timeout, "slow") }
    let upstream = try upstream(script)
    for _ in 0..<3 { #expect(await error(of: upstream)?.code == .timedOut) }
    #expect(script.requests.count == 3)
    for _ in 0..<100 { #expect(await error(of: upstream)?.code == .timedOut) }
    #expect(script.requests.count == 3)
    time.advance(by: .seconds(1))
    script.answer { _ in .answering("ok") }
    #expect(try await upstream.ask(UpstreamRequest("/x"), read: Self.read) == "ok")
    #expect(try await upstream.ask(UpstreamRequest("/x"), read: Self.read) == "ok")
  }

  @Test func Unknown_things_and_refused_keys_are_no_failures_of_the_provider() async throws {
    let script = ScriptedUpstream { _ in .answering("", status: 404) }
    let upstream = try upstream(script)
    for status in [404, 401] {
      script.answer { _ in .answering("", status: status) }
      for _ in 0..<10 { _ = await error(of: upstream) }
    }
    #expect(script.requests.count == 20)
  }

  @Test func All_calls_of_one_question_share_its_time() async throws {
    let script = ScriptedUpstream { _ in .answering("ok") }
    let upstream = try upstream(script, ["PROVIDER_TIMEOUT": "2s"])
    let time = time
    try await upstream.question {
      _ = try await upstream.ask(UpstreamRequest("/a"), read: Self.read)
      time.advance(by: .milliseconds(1500))
      _ = try await upstream.ask(UpstreamRequest("/b"), read: Self.read)
    }
    #expect(script.requests.map(\.timeout) == [.seconds(2), .milliseconds(500)])
  }

  @Test func What_a_reader_cannot_understand_is_an_answer_that_cannot_be_used() async throws {
    struct Odd: Error {}
    let script = ScriptedUpstream { _ in .answering("key=4711") }
    let upstream = try upstream(script)
    let error = await #expect(throws: ProviderError.self) {
      try await upstream.ask(UpstreamRequest("/x")) { _ -> Int in throw Odd() }
    }
    #expect(error?.code == .unavailable)
    let json = await #expect(throws: ProviderError.self) {
      try await upstream.ask(UpstreamRequest("/x")) { try $0.json([String: Int].self) }
    }
    #expect(json?.code == .unavailable)
    #expect("\(String(describing: json))".contains("4711") == false)
  }
}
