import BackendTesting
import Chassis
import HTTPClient
import Testing
import Timing
import TimingTesting

@testable import Upstream

/// A provider with two equal hosts, `a` and `b`.
@Suite struct AlternateHostTests {
  private let time = ManualTime()

  /// - Parameter a: What the first host does; the second one always answers "ok", unless `b` says otherwise.
  private func script(
    _ a: @escaping ScriptedUpstream.Answer, b: @escaping ScriptedUpstream.Answer = { _ in .answering("ok") }
  ) -> ScriptedUpstream {
    ScriptedUpstream { request in try await (request.url.hasPrefix("https://a.") ? a : b)(request) }
  }

  private func upstream(_ script: ScriptedUpstream) throws -> Upstream {
    try Upstream(
      "p", base: BaseURL("https://a.example"), alternate: BaseURL("https://b.example"),
      policy: UpstreamPolicy(), outside: script.outside(time: time.source))
  }

  private static let read: @Sendable (UpstreamReply) throws -> String = { reply in
    switch reply.status {
    case 200 where reply.text == "ok": return "ok"
    case 404: throw ProviderError.unknown("There is none.")
    case 401: throw ProviderError.refused("The key is wrong.")
    case 429: throw ProviderError.throttled(retryAfter: reply.retryAfter)
    default: throw ProviderError.unavailable()
    }
  }

  /// Time goes on by itself.
  private func ask(_ upstream: Upstream) async -> Result<String, any Error> {
    let asking = Task { try await upstream.ask(UpstreamRequest("/x"), read: Self.read) }
    return await time.flowing { await asking.result }
  }

  private func hosts(_ script: ScriptedUpstream) -> String {
    script.requests.map { $0.url.contains("//a.") ? "a" : "b" }.joined()
  }

  @Test(arguments: [500, 502, 503, 504, 999, 200])
  func Where_the_first_host_gives_no_usable_answer_the_other_is_asked(status: Int) async throws {
    let script = script { _ in .answering("<html>", status: status) }
    #expect(try await ask(upstream(script)).get() == "ok")
    #expect(hosts(script) == "ab")
  }

  @Test(arguments: [ClientError.Code.unresolved, .connectFailed, .connectTimeout, .tls, .timeout, .connectionLost])
  func Where_the_first_host_does_not_answer_the_other_is_asked(trouble: ClientError.Code) async throws {
    let script = script { _ in throw ClientError(trouble, "trouble") }
    #expect(try await ask(upstream(script)).get() == "ok")
    #expect(hosts(script) == "ab")
  }

  @Test func The_first_host_leaves_time_for_the_other() async throws {
    let time = time
    let script = script { request in
      time.advance(by: request.timeout)
      throw ClientError(.timeout, "too slow")
    }
    #expect(try await ask(upstream(script)).get() == "ok")
    #expect(script.requests.first?.timeout == .seconds(3))
    let left = try #require(script.requests.last?.timeout)
    // What is left but for a pause of at most 200 ms.
    #expect(left > .milliseconds(1799) && left <= .seconds(2))
  }

  @Test func The_host_that_answered_last_is_asked_first() async throws {
    let script = script { _ in .answering("", status: 503) }
    let upstream = try upstream(script)
    for _ in 0..<3 { #expect(try await ask(upstream).get() == "ok") }
    #expect(hosts(script) == "abbb")
  }

  @Test(arguments: [429, 404, 401])
  func What_the_other_host_would_answer_as_well_is_not_asked_there(status: Int) async throws {
    let script = script { _ in .answering("", status: status) }
    let upstream = try upstream(script)
    _ = await ask(upstream)
    #expect(hosts(script) == "a")
  }

  @Test func A_rest_that_one_host_asks_for_holds_for_both() async throws {
    let script = script { _ in
      .answering("", status: 503)
    } b: { _ in
      .answering("", status: 429)
    }
    let upstream = try upstream(script)
    for _ in 0..<2 {
      let error = await #expect(throws: ProviderError.self) { try await ask(upstream).get() }
      #expect(error?.code == .throttled)
    }
    #expect(hosts(script) == "ab")
  }

  @Test func Where_both_are_down_three_attempts_are_made() async throws {
    let down: ScriptedUpstream.Answer = { _ in .answering("", status: 503) }
    let script = script(down, b: down)
    let upstream = try upstream(script)
    let error = await #expect(throws: ProviderError.self) { try await ask(upstream).get() }
    #expect(error?.code == .unavailable)
    #expect(hosts(script) == "aba")
  }
}
