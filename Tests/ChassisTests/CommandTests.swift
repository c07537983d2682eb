import Testing

@testable import Chassis

@Suite struct CommandTests {
  @Test(arguments: [
    ([], Command.serve), (["healthcheck"], .checkHealth), (["--help"], .help), (["-h"], .help), (["help"], .help),
    (["--version"], .version), (["--port"], .unknown("--port")), (["healthcheck", "x"], .unknown("x")),
  ])
  func Arguments_choose_the_command(arguments: [String], command: Command) {
    #expect(Command(arguments: arguments) == command)
  }

  @Test(arguments: [
    ([:], "http://127.0.0.1:4567/health"), (["PORT": "80"], "http://127.0.0.1:80/health"),
    (["HOST": "127.0.1.2"], "http://127.0.1.2:4567/health"), (["HOST": "::"], "http://[::1]:4567/health"),
  ])
  func The_health_check_asks_where_the_service_listens(environment: [String: String], url: String) throws {
    #expect(try HealthCheck(ListenAddress(Settings(environment: environment))).url == url)
  }

  @Test func A_fault_of_the_start_is_one_line() {
    let error = ConfigurationError(key: "PORT", value: "a\nb", allowed: "c\nd")
    #expect(StartFault.line(service: "weather", error).utf8.filter { $0 == 10 }.count == 1)
  }

  @Test func A_stop_has_bounds_that_follow_from_its_settings() throws {
    let times = try StopTimes(Settings(environment: ["DRAIN_DELAY": "5s", "DRAIN_TIMEOUT": "20s"]))
    #expect(times.delay + times.timeout < times.untilCancellation)
    #expect(times.untilCancellation < times.untilExit)
    #expect(throws: ConfigurationError.self) { try StopTimes(Settings(environment: ["DRAIN_TIMEOUT": "1d"])) }
  }
}
