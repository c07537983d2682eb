import Testing

@testable import Chassis

@Suite struct RegistrationSettingsTests {
  private func read(_ environment: [String: String]) throws -> RegistrationSettings? {
    try RegistrationSettings(Settings(environment: environment), name: "weather", port: 4567)
  }

  @Test func A_service_registers_itself_only_where_it_is_told_to() throws {
    #expect(try read(["SERVICE_NAME": "weather"]) == nil)
    #expect(try read(["REGISTRATION": ""]) == nil)
  }

  @Test(arguments: [
    ("consul://127.0.0.1:8500", "127.0.0.1:8500"), ("consul://consul", "consul:8500"),
    ("consul://[::1]:8501", "[::1]:8501"), ("consul://10.0.0.1/", "10.0.0.1:8500"),
  ])
  func The_agent_s_port_is_8500_where_none_is_given(text: String, agent: String) throws {
    #expect(try read(["REGISTRATION": text])?.agent.description == agent)
  }

  @Test(arguments: [
    "127.0.0.1:8500", "http://127.0.0.1:8500", "consul:127.0.0.1", "consul://", "consul://:8500", "consul://a:0",
    "consul://a:http", "consul://a/kv", "consul-unix:///tmp/consul.sock", "consul-tls://a:8501", "etcd://a:2379",
  ])
  func Another_registry_or_form_is_refused(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(["REGISTRATION": text]) }
    #expect(
      error?.description == #"REGISTRATION is "\#(text)": it must be consul://host or "#
        + "consul://host:port, of a Consul agent's HTTP API")
  }

  @Test(arguments: ["1", "false", "no"])
  func Any_value_of_IGNORE_keeps_the_service_out(value: String) throws {
    #expect(try read(["REGISTRATION": "consul://a", "SERVICE_4567_IGNORE": value]) == nil)
    #expect(try read(["REGISTRATION": "consul://a", "SERVICE_80_IGNORE": value]) != nil)
  }

  @Test func The_token_is_a_secret_and_never_shown() throws {
    let settings = Settings(environment: ["REGISTRATION": "consul://a", "CONSUL_HTTP_TOKEN": "geheim"])
    let registration = try RegistrationSettings(settings, name: "weather", port: 4567)
    #expect(registration?.token?.revealed == "geheim")
    #expect(!"\(settings.effective) \(String(describing: registration))".contains("geheim"))
  }

  @Test func A_token_that_no_field_can_carry_is_refused_without_being_shown() {
    let error = #expect(throws: ConfigurationError.self) {
      try read(["REGISTRATION": "consul://a", "CONSUL_HTTP_TOKEN": "geh\neim"])
    }
    #expect(error?.description.contains("eim") == false)
  }

  @Test func What_is_called_a_secret_is_hidden_among_the_settings_too() throws {
    let settings = Settings(environment: ["REGISTRATION": "consul://a", "SERVICE_PASSWORD": "geheim", "SERVICE_A": "b"])
    _ = try RegistrationSettings(settings, name: "weather", port: 4567)
    #expect(settings.effective["SERVICE_PASSWORD"] == "<hidden>")
    #expect(settings.effective["SERVICE_A"] == "b")
  }

  @Test(arguments: ["10.0.0.1", "fd00::1", "weather.example.org"])
  func An_address_to_register_may_be_given(address: String) throws {
    #expect(try read(["REGISTRATION": "consul://a", "REGISTRATION_ADDRESS": address])?.address == address)
  }

  @Test(arguments: ["0.0.0.0", "::", "10.0.0.1:80", "a b", "http://a"])
  func An_address_that_nobody_can_reach_is_refused(address: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try read(["REGISTRATION": "consul://a", "REGISTRATION_ADDRESS": address])
    }
    #expect(error?.key == "REGISTRATION_ADDRESS")
  }
}
