import Chassis
import FoundationEssentials
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@testable import Portal

struct DiscoveryReportTests {
  @Test func members_are_always_there_and_unknown_is_null() throws {
    let report = DiscoveryReport(
      strategy: "static",
      services: [
        .init(
          backend: .stockPrice,
          endpoints: [
            EndpointRecord(endpoint: HostPort(host: "a", port: 1)),
            EndpointRecord(
              endpoint: HostPort(host: "::1", port: 2), requests: 3, failures: 1, lastError: "refused",
              lastUsed: Date(timeIntervalSince1970: 0.5)),
          ])
      ])
    let expected = #"""
      {"services":[{"endpoints":[{"address":"a:1","failures":0,"lastError":null,"lastUsed":null,"requests":0},
      {"address":"[::1]:2","failures":1,"lastError":"refused","lastUsed":"1970-01-01T00:00:00.500Z","requests":3}],
      "service":"stock-price"}],"strategy":"static"}
      """#
    #expect(try Response.encoding(report.json).text == expected.split(separator: "\n").joined())
  }

  @Test func route_answers_with_the_state_now() async throws {
    var router = Router()
    PortalAPI.add(to: &router, caller: ScriptedCaller(.success(.text("x"))))
    let answer = try await router.respond(to: Request(method: .get, path: "/discovery"))
    #expect(answer.status == .ok && answer.text == #"{"services":[],"strategy":"static"}"#)
    #expect(answer.fields[.cacheControl] == "no-store")
  }
}
