import Discovery
import HTTPClient
import HTTPTypes
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

@Suite struct ServiceClientTests {
  @Test func service_is_called_by_its_name() async throws {
    let test = TestCluster { _ in .answer(204) }
    let client = ServiceClient([test.cluster])
    #expect(try await client.call(ServiceRequest(target: "/"), on: "weather").response.status == .noContent)
    await #expect(throws: ServiceCallError.self) { try await client.call(ServiceRequest(target: "/"), on: "wether") }
  }

  @Test func draining_lets_calls_in_flight_end() async throws {
    let time = ManualTime()
    let test = TestCluster(time: time) { _ in
      try await time.source.sleep(for: .milliseconds(500))
      return .answer()
    }
    await test.lookUp()
    let client = ServiceClient([test.cluster])
    async let answer = client.call(ServiceRequest(target: "/"), on: "weather")
    await time.sleepers(atLeast: 1)
    async let drained: Void = client.drain()
    for _ in 0..<10 {
      await time.sleepers(atLeast: 2)
      time.advance(by: .milliseconds(50))
    }
    #expect(try await answer.response.status == .ok)
    time.advance(by: .milliseconds(50))
    await drained
    #expect(test.cluster.ledger.inFlight == 0)
  }

  @Test func report_tells_of_every_part() async throws {
    let test = TestCluster(2) { _ in .answer() }
    #expect(test.cluster.report().resolution.status == .unresolved)
    for _ in 0..<3 { _ = try await test.get() }
    let report = test.cluster.report()
    #expect(report.service == "weather" && report.strategy == "consul")
    #expect(report.resolution.status == .fresh)
    let requests = report.endpoints.map(\.requests).reduce(0, +)
    #expect(requests == 3 && report.resolution.queries == 1)
    #expect(report.calls == CallReport(requests: 3, retries: 0, hedges: 0, budgetLeft: 100.6))
  }
}
