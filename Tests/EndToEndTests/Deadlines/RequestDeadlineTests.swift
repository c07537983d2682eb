import Foundation
import HTTPTypes
import Testing

@testable import Demo

/// Callers that say how long they wait, and services that heed it.
@Suite struct RequestDeadlineTests {
  private func fields(_ milliseconds: String) throws -> HTTPFields {
    [try #require(HTTPField.Name("x-envoy-expected-rq-timeout-ms")): milliseconds]
  }

  @Test(arguments: Backend.all)
  func A_backend_does_not_begin_what_nobody_waits_for(backend: Backend) async throws {
    let program = try Program(backend.name)
    let url = try await program.url()
    let answer = try await Web.get(url + backend.path, fields: fields("0"))
    #expect(answer.status == 504)
    #expect(answer.fields[.contentType] == "application/problem+json")
    #expect(answer.json["detail"] as? String == "The caller's deadline had passed when the request arrived.")
    for good in ["5000", "soon", "-1"] {
      #expect(try await Web.get(url + backend.path, fields: fields(good)).status == 200)
    }
    #expect(try await Web.get(url + "/health", fields: fields("0")).status == 200)
    await program.stop()
  }

  @Test func A_service_that_waits_for_another_gives_up_with_504_and_serves_on() async throws {
    // Accepts and never answers.
    let silent = try Program("weather")
    let address = try await silent.url().dropFirst("http://".count)
    silent.signal(SIGSTOP)
    let names = Backend.all.map { ("\($0.prefix)_SERVICE", String(address)) }
    let portal = try Program(
      "portal", [], Dictionary(uniqueKeysWithValues: names).merging(["REQUEST_TIMEOUT": "400ms"]) { $1 })
    let url = try await portal.url()
    // The request's own limit and that of the call, which is what is left of it, run out at the same time.
    for (sent, ownLimit) in [
      ([:], "There was no answer within 400ms, the longest that this service takes for a request."),
      (try fields("50"), "There was no answer within the 50ms that the caller waits."),
    ] {
      let slow = try await Web.get(url + "/weather/Paris", fields: sent)
      #expect(slow.status == 504)
      let detail = try #require(slow.json["detail"] as? String)
      #expect(detail == ownLimit || detail.hasPrefix("The weather service did not answer in time."))
    }
    #expect(try await Web.get(url + "/discovery").status == 200)
    silent.signal(SIGCONT)
    try await portal.wait(for: "an answer") { try await Web.get(url + "/weather/Paris").status == 200 ? true : nil }
    await portal.stop()
    await silent.stop()
  }

  @Test func A_time_limit_that_is_none_ends_the_start() async throws {
    let program = try Program("weather", [], ["REQUEST_TIMEOUT": "0s"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.joined().hasPrefix(#"weather: REQUEST_TIMEOUT is "0s": it must be a duration such as"#))
  }
}
