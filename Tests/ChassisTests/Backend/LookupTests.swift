import Chassis
import Foundation
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@Suite struct LookupTests {
  private struct Value: Encodable, Sendable {
    var name = "a/b"
    @Nullable var box: String?
    @Nullable var count: Int?
  }

  private struct Secret: Error { let key = "key-4711" }

  private let lookup = Lookup(by: InstanceIdentity(containerID: "c1", instanceID: "i1"))

  @Test func the_answer_has_the_members_of_the_value_and_its_origin_side_by_side() async throws {
    let source = Source(provider: "sample", attribution: "Sample", url: nil, licence: "CC BY 4.0")
    let response = try await lookup.answer {
      Sourced(Value(count: 3), from: source, fetchedAt: Date(timeIntervalSince1970: 0.75), stale: true)
    }
    guard case .bytes(let body) = response.body else { throw Secret() }
    #expect(
      String(buffer: body)
        == #"{"name":"a/b","box":null,"count":3,"containerid":"c1","instanceid":"i1","#
        + #""source":{"provider":"sample","attribution":"Sample","url":null,"licence":"CC BY 4.0"},"#
        + #""fetchedAt":"1970-01-01T00:00:00Z","cached":false,"stale":true}"#)
  }

  private func error(_ thrown: any Error) async -> HTTPError? {
    await #expect(throws: HTTPError.self) {
      try await lookup.answer { () async throws -> Sourced<Value> in throw thrown }
    }
  }

  @Test func invalid_input_is_400_with_its_message() async {
    let error = await error(InvalidInput("The name is empty."))
    #expect(error?.status == .badRequest)
    #expect(error?.detail == "The name is empty.")
  }

  @Test func unknown_is_404_with_a_suggestion_where_there_is_one() async {
    let plain = await error(ProviderError.unknown("No game."))
    #expect(plain?.status == .notFound)
    #expect(plain?.detail == "No game.")
    #expect(plain?.members == [])
    let suggesting = await error(ProviderError.unknown("No game.", suggestion: "Rust"))
    #expect(suggesting?.detail == "No game. Did you mean \"Rust\"?")
    #expect(suggesting?.members == [Problem.Member("suggestion", "Rust")])
  }

  @Test(arguments: [(Duration.zero, "1"), (.milliseconds(1), "1"), (.milliseconds(1001), "2"), (.seconds(60), "60")])
  func throttled_is_503_with_whole_seconds_to_wait(wait: Duration, field: String) async {
    let error = await error(ProviderError.throttled(retryAfter: wait))
    #expect(error?.status == .serviceUnavailable)
    #expect(error?.fields[.retryAfter] == field)
  }

  @Test func a_provider_that_refuses_or_is_broken_is_502_and_its_words_stay_inside() async {
    for failure in [
      ProviderError.refused("No.", cause: Secret()), .unavailable(cause: Secret()), .unreachable(cause: Secret()),
    ] {
      let error = await error(failure)
      #expect(error?.status == .badGateway)
      #expect(error?.cause is Secret)
      #expect(error.map { String(decoding: $0.problem.json, as: UTF8.self).contains("4711") } == false)
    }
  }

  @Test func a_slow_provider_is_504() async {
    #expect(await error(ProviderError.timedOut())?.status == .gatewayTimeout)
  }

  @Test func a_fault_behind_the_service_is_told_apart_from_its_own() async {
    let name = HTTPField.Name("Proxy-Status")
    for (code, type) in [
      (ProviderError.timedOut(), "http_response_timeout"), (.unreachable(cause: nil), "destination_unavailable"),
      (.throttled(retryAfter: nil), "destination_unavailable"), (.refused("No."), "destination_unavailable"),
    ] {
      var failure = code
      failure.provider = "yahoo"
      let field = await error(failure)?.fields[name!]
      #expect(field == #""i1"; error=\#(type); next-hop="yahoo""#)
    }
    #expect(await error(ProviderError.unknown("None."))?.fields[name!] == nil)
  }

  @Test func the_provider_is_named() async {
    var failure = ProviderError.unreachable(cause: nil)
    failure.provider = "yahoo"
    #expect(await error(failure)?.detail == "The provider yahoo could not be reached.")
  }
}
