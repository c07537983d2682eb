import HTTPTypes
import Logging
import NIOCore
import Testing

@testable import Chassis
@testable import HTTPServer

@Suite struct AccessLogTests {
  private func exchange(_ change: (inout Exchange) -> Void = { _ in }) -> Exchange {
    var exchange = Exchange(
      method: .get, path: "/stock/AMZN", route: "/stock/{symbol}", status: .ok,
      responseFields: [.xRequestID: "id-1", .setCookie: "secret"], bytesSent: 1234, duration: .microseconds(12_034),
      peer: "127.0.0.1", aborted: false)
    change(&exchange)
    return exchange
  }

  /// What `exchanges` leave in the log.
  private func lines(_ exchanges: [Exchange], _ environment: [String: String] = [:]) throws -> String {
    try LogPipe.text { writer in
      let log = AccessLog(
        label: "weather", configuration: try LogConfiguration(Settings(environment: environment)), writer: writer,
        clock: { Timestamp(milliseconds: 951_827_696_789) })
      for exchange in exchanges { log.completed(exchange) }
    }
  }

  @Test func an_exchange_is_one_line() throws {
    #expect(
      try lines([exchange()])
        == #"{"ts":"2000-02-29T12:34:56.789Z","level":"info","logger":"weather","msg":"request completed","bytes":1234,"#
        + #""duration_ms":12.034,"method":"GET","path":"/stock/AMZN","peer":"127.0.0.1","request_id":"id-1","#
        + #""route":"/stock/{symbol}","status":200}"# + "\n")
  }

  @Test(arguments: [
    (TimeAmount.zero, "0.0"), (.nanoseconds(999), "0.0"), (.microseconds(1), "0.001"), (.seconds(2), "2000.0"),
    (.milliseconds(1_500), "1500.0"), (.microseconds(12_034), "12.034"), (.microseconds(50), "0.05"),
    (.seconds(-1), "0.0"),
  ])
  func durations_are_milliseconds_with_microseconds(duration: TimeAmount, expected: String) throws {
    #expect(try lines([exchange { $0.duration = duration }]).contains(#""duration_ms":\#(expected),"#))
  }

  @Test func it_is_the_line_that_any_logger_would_write() throws {
    var random = SystemRandomNumberGenerator()
    func maybe(_ text: String) -> String? { Bool.random(using: &random) ? text : nil }
    let exchanges = (0..<100).map { _ in
      exchange {
        $0.method = maybe("GET").flatMap { HTTPRequest.Method($0) }
        $0.path = maybe("/a\"b\\\u{7F}\n ü" + String(repeating: "x", count: .random(in: 0...280)))
        $0.route = maybe("/{a}")
        $0.peer = maybe("::1")
        $0.status = HTTPResponse.Status(code: .random(in: 200...599))
        $0.responseFields = Bool.random(using: &random) ? [:] : [.xRequestID: "a/b\"c"]
        $0.bytesSent = .random(in: 0...10_000_000)
        $0.duration = .microseconds(Int64.random(in: 0...100_000_000))
        $0.aborted = Bool.random(using: &random)
      }
    }
    let log = AccessLog(
      label: "weather", configuration: try LogConfiguration(Settings(environment: [:])), writer: LogWriter(-1),
      clock: { Timestamp(milliseconds: 951_827_696_789) })
    let expected = exchanges.map { JSONLogRenderer().line(log.record(of: $0)) }.joined()
    #expect(try lines(exchanges) == expected)
  }

  @Test func text_for_people_says_the_same() throws {
    #expect(
      try lines([exchange { $0.aborted = true }], ["LOG_FORMAT": "text"])
        == "12:34:56.789 info     request aborted aborted=true bytes=1234 duration_ms=12.034 method=GET "
        + "path=/stock/AMZN peer=127.0.0.1 request_id=id-1 route=/stock/{symbol} status=200\n")
  }

  @Test func what_is_unknown_is_left_out() throws {
    let line = try lines([
      exchange {
        ($0.method, $0.path, $0.route, $0.peer, $0.status) = (nil, nil, nil, nil, .badRequest)
        $0.responseFields = [:]
      }
    ])
    #expect(line.hasSuffix(#""msg":"request completed","bytes":1234,"duration_ms":12.034,"status":400}"# + "\n"))
  }

  @Test(arguments: [
    (HTTPResponse.Status.ok, Logger.Level.info), (.notFound, .info), (.internalServerError, .error),
    (.badGateway, .warning), (.serviceUnavailable, .warning), (.gatewayTimeout, .warning),
  ])
  func the_status_decides_the_level(status: HTTPResponse.Status, level: Logger.Level) throws {
    #expect(AccessLog.level(of: exchange { $0.status = status }) == level)
  }

  @Test(arguments: ["/health", "/ready", "/metrics"], [HTTPResponse.Status.ok, .serviceUnavailable])
  func health_checks_are_told_at_debug_level(path: String, status: HTTPResponse.Status) throws {
    let check = exchange { ($0.path, $0.status) = (path, status) }
    #expect(try lines([check]) == "")
    #expect(try lines([check], ["LOG_LEVEL": "debug"]).contains(#""level":"debug""#))
  }

  @Test func a_path_holds_no_control_character_and_at_most_256_bytes() throws {
    #expect(try lines([exchange { $0.path = "/a\n\u{1B}[2J\u{7F} ü" }]).contains(#""path":"/a??[2J????","#))
    let long = try lines([exchange { $0.path = "/" + String(repeating: "a", count: 8000) }])
    #expect(long.contains(#""path":"/\#(String(repeating: "a", count: 255))...""#))
  }
}
