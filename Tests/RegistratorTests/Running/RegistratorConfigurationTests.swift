import Chassis
import Testing

@testable import Registrator

@Suite struct RegistratorConfigurationTests {
  private func read(_ environment: [String: String]) throws -> RegistratorConfiguration {
    try RegistratorConfiguration(Settings(environment: environment))
  }

  @Test func Without_settings_it_is_Docker_s_socket_and_the_local_agent() throws {
    let configuration = try read([:])
    #expect(configuration.engine == .socket("/var/run/docker.sock"))
    #expect(configuration.consul == HostPort(host: "127.0.0.1", port: 8500))
    #expect(configuration.token == nil && configuration.hostName == nil)
    #expect(configuration.policy == .init(resync: .seconds(60), keepsCrashed: false))
    #expect(configuration.rules(host: "h") == RegistrationRules(host: "h", agentHost: "127.0.0.1"))
  }

  @Test func All_can_be_said() throws {
    let configuration = try read([
      "DOCKER_HOST": "tcp://engine", "REGISTRATOR_CONSUL": "consul://consul", "CONSUL_HTTP_TOKEN": "test-key",
      "REGISTRATOR_ADDRESS": "10.0.0.1", "REGISTRATOR_INTERNAL": "true", "REGISTRATOR_EXPLICIT": "false",
      "REGISTRATOR_TAGS": #"a, b\,c"#, "REGISTRATOR_RESYNC": "0s", "REGISTRATOR_DEREGISTER": "on-success",
      "REGISTRATOR_HOSTNAME": "ip-10-0-0-1",
    ])
    #expect(configuration.engine == .network(HostPort(host: "engine", port: 2375)))
    #expect(configuration.consul == HostPort(host: "consul", port: 8500))
    #expect(configuration.token == Secret("test-key") && configuration.hostName == "ip-10-0-0-1")
    #expect(configuration.policy == .init(resync: nil, keepsCrashed: true))
    #expect(
      configuration.rules(host: "h")
        == RegistrationRules(
          host: "h", address: "10.0.0.1", isInternal: true, isExplicit: false, tags: ["a", "b,c"], agentHost: "consul"))
  }

  @Test(arguments: [
    ("DOCKER_HOST", "ssh://a"), ("REGISTRATOR_CONSUL", "127.0.0.1:8500"), ("REGISTRATOR_CONSUL", "https://a"),
    ("REGISTRATOR_ADDRESS", "0.0.0.0"), ("REGISTRATOR_INTERNAL", "perhaps"), ("REGISTRATOR_RESYNC", "10ms"),
    ("REGISTRATOR_RESYNC", "often"), ("REGISTRATOR_DEREGISTER", "never"), ("REGISTRATOR_HOSTNAME", "a b"),
    ("REGISTRATOR_HOSTNAME", "a:80"), ("REGISTRATOR_HOSTNAME", "a/b"),
  ])
  func A_wrong_value_ends_the_start_naming_its_key(key: String, value: String) {
    let error = #expect(throws: ConfigurationError.self) { try read([key: value]) }
    #expect(error?.key == key)
  }
}
