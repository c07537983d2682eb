import HTTPClient
import HTTPTypes
import MetricsTestKit
import Testing
import TimingTesting

@testable import ServiceClient

@Suite struct AttemptMetricsTests {
  private let metrics = TestMetrics()

  private func durations(error: String = "", status: String = "") throws -> [Int64] {
    try metrics.expectTimer(
      "http.client.request.duration",
      [("error_type", error), ("http_response_status_code", status), ("service", "weather")]
    ).values
  }

  @Test func Every_attempt_is_measured_by_its_end() async throws {
    let test = TestCluster(3, metrics: metrics) { request in
      if request.fields[.requestAttempt] == nil { throw ClientError.refused }
      return .answer(404)
    }
    _ = try await test.get()
    #expect(try durations(error: "connectFailed").count == 1)
    #expect(try durations(status: "404").count == 1)
  }

  @Test func The_duration_is_that_of_the_attempt_alone() async throws {
    let time = ManualTime()
    let test = TestCluster(time: time, metrics: metrics) { _ in
      time.advance(by: .milliseconds(30))
      return .answer()
    }
    _ = try await test.get()
    _ = try await test.get()
    #expect(try durations(status: "200") == [30_000_000, 30_000_000])
  }
}
