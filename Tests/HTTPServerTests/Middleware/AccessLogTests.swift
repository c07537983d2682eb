import HTTPTypes
import Logging
import Testing

@testable import HTTPServer

@Suite struct AccessLogTests {
  private func line(_ change: (inout Exchange) -> Void) throws -> RecordedLog.Line {
    var exchange = Exchange(
      method: .get, path: "/stock/AMZN", route: "/stock/{symbol}", status: .ok,
      responseFields: [.xRequestID: "id-1", .setCookie: "secret"], bytesSent: 1234, duration: .microseconds(12_034),
      peer: "127.0.0.1", aborted: false)
    change(&exchange)
    let log = RecordedLog()
    AccessLog(logger: log.logger).completed(exchange)
    #expect(log.lines.count == 1)
    return try #require(log.lines.first)
  }

  @Test func an_exchange_is_one_line_with_its_metadata() throws {
    let line = try line { _ in }
    #expect(line.level == .info)
    #expect(
      line.metadata == [
        "method": "GET", "path": "/stock/AMZN", "route": "/stock/{symbol}", "status": .stringConvertible(200),
        "bytes": .stringConvertible(1234), "duration_ms": .stringConvertible(12.034), "request_id": "id-1",
        "peer": "127.0.0.1",
      ])
  }

  @Test func what_is_unknown_is_left_out() throws {
    let line = try line {
      ($0.method, $0.path, $0.route, $0.peer, $0.status) = (nil, nil, nil, nil, .badRequest)
      $0.responseFields = [:]
    }
    #expect(
      line.metadata == [
        "status": .stringConvertible(400), "bytes": .stringConvertible(1234),
        "duration_ms": .stringConvertible(12.034),
      ])
  }

  @Test func an_aborted_exchange_says_so() throws {
    let line = try line { $0.aborted = true }
    #expect(line.metadata[LogKeys.aborted] == .stringConvertible(true))
    #expect(line.message == "request aborted")
  }

  @Test(arguments: [
    (HTTPResponse.Status.ok, Logger.Level.info), (.notFound, .info), (.internalServerError, .error),
    (.badGateway, .warning), (.serviceUnavailable, .warning), (.gatewayTimeout, .warning),
  ])
  func the_status_decides_the_level(status: HTTPResponse.Status, level: Logger.Level) throws {
    #expect(try line { $0.status = status }.level == level)
  }

  @Test(arguments: ["/health", "/ready"], [HTTPResponse.Status.ok, .serviceUnavailable])
  func health_checks_are_told_at_debug_level(path: String, status: HTTPResponse.Status) throws {
    #expect(try line { ($0.path, $0.status) = (path, status) }.level == .debug)
  }

  @Test func a_path_holds_no_control_character_and_at_most_256_bytes() throws {
    let forged = try line { $0.path = "/a\n\u{1B}[2J\u{7F} ü" }
    #expect(forged.metadata[LogKeys.path] == "/a??[2J????")
    let long = try line { $0.path = "/" + String(repeating: "a", count: 8000) }
    #expect(long.metadata[LogKeys.path]?.description.utf8.count == 259)
  }

  @Test(arguments: [
    (Duration.zero, 0.0), (.nanoseconds(999), 0), (.microseconds(1), 0.001), (.seconds(2), 2000),
    (.milliseconds(1_500), 1500), (.microseconds(12_034), 12.034), (.seconds(-1), 0),
  ])
  func durations_are_milliseconds_with_microseconds(duration: Duration, expected: Double) {
    #expect(LogText.milliseconds(duration) == expected)
  }
}
