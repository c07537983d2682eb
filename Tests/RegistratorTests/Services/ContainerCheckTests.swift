import Chassis
import Testing

@testable import Registrator

/// The check that Consul is told to make.
@Suite struct ContainerCheckTests {
  private func plan(_ variables: [String: String]) throws -> RegistrationPlan {
    var rules = RegistrationRules.explicit
    rules.address = "10.0.0.7"
    let result = rules.services(of: .running(variables.merging(["SERVICE_NAME": "web"]) { $1 }))
    return try #require(result.plans.first, "\(result.faults)")
  }

  private func check(_ variables: [String: String]) throws -> JSONValue? {
    try plan(variables).document["Check"]
  }

  private func fault(_ variables: [String: String]) throws -> String {
    let result = RegistrationRules.explicit.services(of: .running(variables.merging(["SERVICE_NAME": "web"]) { $1 }))
    #expect(result.plans == [])
    return try #require(result.faults.first)
  }

  @Test func Without_a_variable_there_is_none() throws {
    #expect(try check([:]) == nil)
    #expect(try check(["SERVICE_CHECK_INTERVAL": "5s", "SERVICE_CHECK_INITIAL_STATUS": "passing"]) == nil)
  }

  @Test func The_variables_of_the_original_sample_do_what_they_did() throws {
    let container = Container.running(
      [
        "SERVICE_4567_NAME": "stock-price", "SERVICE_4567_CHECK_HTTP": "/health",
        "SERVICE_4567_CHECK_INTERVAL": "10s", "SERVICE_TAGS": "http",
      ], published: ["4567/tcp": 32_768], address: "10.0.0.5")
    let plan = try #require(RegistrationRules.explicit.services(of: container).plans.first)
    #expect(plan.service.name == "stock-price" && plan.service.tags == ["http"])
    #expect(
      plan.document["Check"]
        == .object(["HTTP": .string("http://10.0.0.5:32768/health"), "Interval": .string("10s")]))
  }

  @Test func Every_check_but_a_time_to_live_is_made_every_10s_unless_said_otherwise() throws {
    for name in ["CHECK_HTTP", "CHECK_HTTPS", "CHECK_TCP", "CHECK_GRPC"] {
      let variables = ["SERVICE_\(name)": "/h"]
      #expect(try check(variables)?["Interval"] == .string("10s"))
      let other = variables.merging(["SERVICE_CHECK_INTERVAL": "1m30s", "SERVICE_CHECK_TIMEOUT": "2s"]) { $1 }
      #expect(try check(other)?["Interval"] == .string("1m30s"))
      #expect(try check(other)?["Timeout"] == .string("2s"))
    }
  }

  @Test func An_HTTP_check_asks_for_the_path_by_the_method() throws {
    #expect(
      try check(["SERVICE_CHECK_HTTP": "/h?a=b", "SERVICE_CHECK_HTTP_METHOD": "post"])
        == .object([
          "HTTP": .string("http://10.0.0.7:32768/h?a=b"), "Interval": .string("10s"), "Method": .string("POST"),
        ]))
  }

  @Test func An_HTTPS_check_asks_over_TLS_and_may_be_told_not_to_verify() throws {
    let check = try check([
      "SERVICE_CHECK_HTTPS": "/h", "SERVICE_CHECK_HTTPS_METHOD": "HEAD", "SERVICE_CHECK_TLS_SKIP_VERIFY": "1",
    ])
    #expect(check?["HTTP"] == .string("https://10.0.0.7:32768/h") && check?["Method"] == .string("HEAD"))
    #expect(check?["TLSSkipVerify"] == .boolean(true))
    #expect(try self.check(["SERVICE_CHECK_HTTPS": "/h"])?["TLSSkipVerify"] == nil)
  }

  @Test(arguments: ["true", "false", "x"])
  func Any_value_asks_for_a_TCP_or_gRPC_check(value: String) throws {
    #expect(try check(["SERVICE_CHECK_TCP": value])?["TCP"] == .string("10.0.0.7:32768"))
    #expect(try check(["SERVICE_CHECK_GRPC": value])?["GRPC"] == .string("10.0.0.7:32768"))
  }

  @Test func A_gRPC_check_may_use_TLS() throws {
    var variables = ["SERVICE_CHECK_GRPC": "1"]
    #expect(try check(variables)?["GRPCUseTLS"] == nil)
    variables["SERVICE_CHECK_GRPC_USE_TLS"] = "1"
    #expect(try check(variables)?["GRPCUseTLS"] == .boolean(true))
    #expect(try check(variables)?["TLSSkipVerify"] == nil)
    variables["SERVICE_CHECK_TLS_SKIP_VERIFY"] = "1"
    #expect(try check(variables)?["TLSSkipVerify"] == .boolean(true))
  }

  @Test func A_check_with_a_time_to_live_has_no_interval() throws {
    #expect(try check(["SERVICE_CHECK_TTL": "30s"]) == .object(["TTL": .string("30000ms")]))
  }

  @Test func Of_several_the_first_counts_in_the_order_http_https_ttl_tcp_grpc() throws {
    var variables = [
      "SERVICE_CHECK_HTTP": "/a", "SERVICE_CHECK_HTTPS": "/b", "SERVICE_CHECK_TTL": "30s", "SERVICE_CHECK_TCP": "1",
      "SERVICE_CHECK_GRPC": "1",
    ]
    #expect(try check(variables)?["HTTP"] == .string("http://10.0.0.7:32768/a"))
    variables["SERVICE_CHECK_HTTP"] = nil
    #expect(try check(variables)?["HTTP"] == .string("https://10.0.0.7:32768/b"))
    variables["SERVICE_CHECK_HTTPS"] = nil
    #expect(try check(variables)?["TTL"] != nil)
    variables["SERVICE_CHECK_TTL"] = nil
    #expect(try check(variables)?["TCP"] != nil)
    variables["SERVICE_CHECK_TCP"] = nil
    #expect(try check(variables)?["GRPC"] != nil)
  }

  @Test(arguments: ["CHECK_CMD", "CHECK_SCRIPT"])
  func A_command_is_refused_unless_a_check_before_it_counts(name: String) throws {
    #expect(try fault(["SERVICE_\(name)": "curl", "SERVICE_CHECK_TTL": "30s"]).contains("SERVICE_\(name) is set"))
    #expect(try check(["SERVICE_\(name)": "curl", "SERVICE_CHECK_HTTP": "/h"])?["HTTP"] != nil)
  }

  @Test func The_first_status_is_Consul_s_own_unless_said() throws {
    #expect(try check(["SERVICE_CHECK_TCP": "1"])?["Status"] == nil)
    let passing = ["SERVICE_CHECK_TCP": "1", "SERVICE_CHECK_INITIAL_STATUS": "passing"]
    #expect(try check(passing)?["Status"] == .string("passing"))
  }

  @Test func What_fails_for_long_enough_is_forgotten_only_where_that_is_asked_for() throws {
    var variables = ["SERVICE_CHECK_TCP": "1"]
    #expect(try check(variables)?["DeregisterCriticalServiceAfter"] == nil)
    variables["SERVICE_CHECK_DEREGISTER_AFTER"] = "90m"
    #expect(try check(variables)?["DeregisterCriticalServiceAfter"] == .string("90m"))
    variables["SERVICE_CHECK_DEREGISTER_AFTER"] = "0s"
    #expect(try check(variables)?["DeregisterCriticalServiceAfter"] == nil)
  }

  @Test func A_check_of_the_port_beats_one_of_the_container() throws {
    let variables = ["SERVICE_CHECK_HTTP": "/all", "SERVICE_80_CHECK_HTTP": "/one", "SERVICE_81_CHECK_HTTP": "/other"]
    #expect(try check(variables)?["HTTP"] == .string("http://10.0.0.7:32768/one"))
  }

  @Test(arguments: [
    ("CHECK_HTTP", "health"), ("CHECK_HTTPS", "/a b"), ("CHECK_TTL", "soon"), ("CHECK_INTERVAL", "10"),
    ("CHECK_TIMEOUT", "0s"), ("CHECK_INITIAL_STATUS", "ok"), ("CHECK_HTTP_METHOD", "GE T"),
    ("CHECK_DEREGISTER_AFTER", "1d"),
  ])
  func What_Consul_would_refuse_is_told_with_its_variable(name: String, value: String) throws {
    let isCheck = ["CHECK_HTTP", "CHECK_HTTPS", "CHECK_TTL"].contains(name)
    var variables = isCheck ? [:] : ["SERVICE_CHECK_HTTP": "/h"]
    variables["SERVICE_\(name)"] = value
    #expect(try fault(variables).contains("SERVICE_\(name) is \"\(value)\""))
  }
}
