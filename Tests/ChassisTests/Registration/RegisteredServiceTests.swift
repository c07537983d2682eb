import Testing

@testable import Chassis

@Suite struct RegistrationVariablesTests {
  private func variables(_ values: [String: String], port: Int = 4567) -> [String: String] {
    Dictionary(uniqueKeysWithValues: RegistrationVariables(values, port: port).all.map { ($0.name, $0.variable.value) })
  }

  @Test func The_name_is_what_stands_behind_the_prefix_in_lower_case() {
    #expect(variables(["SERVICE_NAME": "a", "SERVICE_Check_HTTP": "/h"]) == ["name": "a", "check_http": "/h"])
    #expect(variables(["NAME": "a", "MY_SERVICE_NAME": "a", "service_name": "a", "SERVICE_": "a"]) == [:])
  }

  @Test func A_variable_of_the_port_beats_one_of_the_container_and_keeps_its_key() {
    let values = ["SERVICE_NAME": "all", "SERVICE_4567_NAME": "one", "SERVICE_TAGS": "http"]
    #expect(variables(values) == ["name": "one", "tags": "http"])
    #expect(RegistrationVariables(values, port: 4567)["name"]?.key == "SERVICE_4567_NAME")
  }

  @Test func A_variable_of_another_port_is_not_the_service_s() {
    #expect(variables(["SERVICE_80_NAME": "web", "SERVICE_NAME": "all"]) == ["name": "all"])
    #expect(variables(["SERVICE_80_NAME": "web"]) == [:])
  }

  @Test func Variables_without_a_port_hold_for_any_port_the_system_s_choice_included() {
    #expect(variables(["SERVICE_NAME": "all", "SERVICE_0_TAGS": "a"], port: 0) == ["name": "all", "tags": "a"])
  }

  @Test func An_empty_variable_is_none_and_that_of_the_port_takes_away_that_of_the_container() {
    #expect(variables(["SERVICE_IGNORE": "", "SERVICE_NAME": "a"]) == ["name": "a"])
    #expect(variables(["SERVICE_IGNORE": "true", "SERVICE_4567_IGNORE": ""]) == [:])
  }

  @Test func A_number_alone_names_no_port() {
    #expect(variables(["SERVICE_4567": "a"]) == ["4567": "a"])
  }
}

@Suite struct RegisteredTagsTests {
  @Test(arguments: [
    ("http", ["http"]), ("a,b", ["a", "b"]), ("", []), (",a,,b,", ["a", "b"]), (" a , b ", ["a", "b"]),
    (#"a\,b,c"#, ["a,b", "c"]), (#"\,"#, [","]), (#"a\b"#, [#"a\b"#]), (#"a\"#, [#"a\"#]), (#"a\\,b"#, [#"a\,b"#]),
    ("urlprefix-/weather,v=1", ["urlprefix-/weather", "v=1"]),
  ])
  func Tags_are_split_at_commas_that_no_backslash_precedes(text: String, tags: [String]) {
    #expect(RegisteredTags.parse(text) == tags)
  }
}

@Suite struct ConsulDurationTests {
  @Test(arguments: [
    ("10s", Duration.seconds(10)), ("500ms", .milliseconds(500)), ("1m30s", .seconds(90)), ("1.5h", .seconds(5400)),
    ("0", .zero), ("0s", .zero), ("250us", .microseconds(250)), ("1h0m1s", .seconds(3601)), (".5s", .milliseconds(500)),
  ])
  func Durations_are_written_as_Go_reads_them(text: String, duration: Duration) {
    #expect(ConsulDuration.parse(text) == duration)
  }

  @Test(arguments: [
    "", "10", "s", "10 s", "-1s", "+1s", "1..5s", "10S", "10s ", "1d", "99999999h", "1e3s", "infs", "٣s",
  ])
  func Anything_else_is_none(text: String) {
    #expect(ConsulDuration.parse(text) == nil)
  }
}

@Suite struct RegisteredServiceTests {
  private func service(_ values: [String: String]) throws -> RegisteredService {
    try RegisteredService(name: "weather", RegistrationVariables(values, port: 4567))
  }

  @Test func Without_variables_the_service_has_its_own_name_and_the_check_of_the_suite() throws {
    let service = try service([:])
    #expect(service.name == "weather")
    #expect(service.tags == [] && service.id == nil && service.meta == [:])
    #expect(service.check?.kind == .http(path: "/health", method: nil))
    #expect(service.check?.interval == "10s")
    #expect(service.check?.initialStatus == "passing")
    #expect(service.check?.deregisterAfter == "1m")
  }

  @Test func The_variables_of_the_original_sample_are_understood() throws {
    let service = try service([
      "SERVICE_4567_NAME": "stock-price", "SERVICE_4567_CHECK_HTTP": "/health",
      "SERVICE_4567_CHECK_INTERVAL": "10s", "SERVICE_TAGS": "http",
    ])
    #expect(service.name == "stock-price")
    #expect(service.tags == ["http"])
    #expect(service.check?.kind == .http(path: "/health", method: nil))
    #expect(service.check?.interval == "10s")
    #expect(service.meta == ["check_http": "/health", "check_interval": "10s"])
  }

  @Test func Of_several_checks_the_first_in_Registrator_s_order_counts() throws {
    let all = ["SERVICE_CHECK_TCP": "true", "SERVICE_CHECK_TTL": "30s", "SERVICE_CHECK_HTTP": "/h?a=b"]
    #expect(try service(all).check?.kind == .http(path: "/h?a=b", method: nil))
    #expect(try service(all.filter { $0.key != "SERVICE_CHECK_HTTP" }).check?.kind == .timeToLive(.seconds(30)))
    #expect(try service(["SERVICE_CHECK_TCP": "false"]).check?.kind == .tcp)
  }

  @Test func All_that_can_be_said_of_a_check_is_taken() throws {
    let check = try #require(
      try service([
        "SERVICE_CHECK_HTTP_METHOD": "head", "SERVICE_CHECK_INTERVAL": "1m30s", "SERVICE_CHECK_TIMEOUT": "750ms",
        "SERVICE_CHECK_INITIAL_STATUS": "critical", "SERVICE_CHECK_DEREGISTER_AFTER": "90m",
      ]).check)
    #expect(check.kind == .http(path: "/health", method: "HEAD"))
    #expect(check.interval == "1m30s" && check.timeout == "750ms")
    #expect(check.initialStatus == "critical" && check.deregisterAfter == "90m")
    #expect(try service(["SERVICE_CHECK_DEREGISTER_AFTER": "0s"]).check?.deregisterAfter == nil)
  }

  @Test(arguments: ["a", "A-1", "0", String(repeating: "x", count: 63)])
  func A_name_is_a_DNS_label(name: String) throws {
    #expect(try service(["SERVICE_NAME": name]).name == name)
  }

  @Test(arguments: ["-a", "a-", "a.b", "stock_price", "ü", "a b", String(repeating: "x", count: 64)])
  func A_name_that_is_none_ends_the_start_with_the_rule(name: String) {
    let error = #expect(throws: ConfigurationError.self) { try service(["SERVICE_4567_NAME": name]) }
    #expect(error?.description.hasPrefix("SERVICE_4567_NAME is \"") == true)
    #expect(error?.allowed.contains("RFC 1123") == true)
  }

  @Test(arguments: [
    ("ID", "a b"), ("ID", "a/b"), ("CHECK_HTTP", "health"), ("CHECK_HTTP", "/he alth"), ("CHECK_HTTP_METHOD", "POST"),
    ("CHECK_INTERVAL", "10"), ("CHECK_INTERVAL", "500ms"), ("CHECK_INTERVAL", "25h"), ("CHECK_TIMEOUT", "0s"),
    ("CHECK_TTL", "soon"), ("CHECK_TTL", "10ms"), ("CHECK_INITIAL_STATUS", "ok"), ("CHECK_DEREGISTER_AFTER", "30s"),
  ])
  func Wrong_values_end_the_start_naming_their_key(name: String, value: String) {
    let error = #expect(throws: ConfigurationError.self) { try service(["SERVICE_\(name)": value]) }
    #expect(error?.key == "SERVICE_\(name)")
    #expect(error?.fault == "is \"\(value)\"")
  }

  @Test(arguments: ["CHECK_HTTPS", "CHECK_CMD", "CHECK_SCRIPT", "CHECK_GRPC"])
  func A_check_that_cannot_be_made_is_refused_and_not_passed_over(name: String) {
    let error = #expect(throws: ConfigurationError.self) { try service(["SERVICE_4567_\(name)": "x"]) }
    #expect(error?.key == "SERVICE_4567_\(name)")
  }

  @Test func Everything_else_is_metadata() throws {
    let service = try service(["SERVICE_REGION": "eu", "SERVICE_4567_VERSION": "2", "SERVICE_80_OTHER": "x"])
    #expect(service.meta == ["region": "eu", "version": "2"])
  }

  @Test(arguments: ["SERVICE_DB_PASSWORD", "SERVICE_4567_API_TOKEN", "SERVICE_CLIENT_SECRET", "SERVICE_API_KEY"])
  func What_is_called_a_secret_is_not_published(key: String) throws {
    #expect(try service([key: "x"]).meta == [:])
  }

  @Test func Metadata_that_Consul_would_refuse_ends_the_start() {
    let wrong: [[String: String]] = [
      ["SERVICE_A.B": "x"], ["SERVICE_A": String(repeating: "x", count: 513)],
      ["SERVICE_" + String(repeating: "A", count: 129): "x"],
      Dictionary(uniqueKeysWithValues: (0..<65).map { ("SERVICE_A\($0)", "x") }),
    ]
    for values in wrong { #expect(throws: ConfigurationError.self) { try service(values) } }
  }
}
