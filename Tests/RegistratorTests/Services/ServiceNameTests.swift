import Chassis
import Testing

@testable import Registrator

/// Which services a container has, and what they are called.
@Suite struct ServiceNameTests {
  private func names(
    _ variables: [String: String], _ ports: [String: Int] = ["80/tcp": 32_768],
    image: String = "registry.example.com:5000/team/web:1.2", rules: RegistrationRules = .everything
  ) -> [String] {
    rules.services(of: .running(image: image, variables, published: ports)).plans.map(\.service.name)
  }

  @Test func Without_a_name_only_an_explicit_registrator_passes_the_container_over() {
    #expect(names([:], rules: .explicit) == [])
    #expect(names([:]) == ["web"])
    #expect(names(["SERVICE_TAGS": "a"], rules: .explicit) == [])
  }

  @Test(arguments: [
    ("web", "web"), ("team/web:1.2", "web"), ("registry.example.com:5000/team/web", "web"),
    ("web@sha256:0123", "web"), ("a/web:1@sha256:0123", "web"),
  ])
  func The_default_name_is_the_image_s_without_path_tag_and_digest(image: String, name: String) {
    #expect(names([:], image: image) == [name])
  }

  @Test func SERVICE_NAME_names_the_service() {
    #expect(names(["SERVICE_NAME": "weather"]) == ["weather"])
    #expect(names(["SERVICE_NAME": "weather"], rules: .explicit) == ["weather"])
  }

  @Test func A_name_of_the_port_beats_one_of_the_container() {
    let variables = ["SERVICE_NAME": "all", "SERVICE_80_NAME": "one"]
    #expect(names(variables) == ["one"])
    #expect(names(["SERVICE_80_NAME": "one"], rules: .explicit) == ["one"])
    #expect(names(["SERVICE_81_NAME": "other"], rules: .explicit) == [])
  }

  @Test func The_port_of_the_variables_is_that_in_the_container() {
    #expect(names(["SERVICE_32768_NAME": "host", "SERVICE_80_NAME": "container"]) == ["container"])
  }

  @Test func With_several_ports_a_name_that_is_not_the_port_s_own_ends_with_the_port() {
    let ports = ["80/tcp": 32_768, "443/tcp": 32_769]
    #expect(names([:], ports) == ["web-80", "web-443"])
    #expect(names(["SERVICE_NAME": "weather"], ports) == ["weather-80", "weather-443"])
    #expect(names(["SERVICE_NAME": "weather", "SERVICE_80_NAME": "plain"], ports) == ["plain", "weather-443"])
    #expect(names(["SERVICE_80_NAME": "plain"], ports, rules: .explicit) == ["plain"])
  }

  @Test func Only_published_ports_count_as_several() {
    let container = Container.running(["SERVICE_NAME": "weather"], exposed: ["443/tcp"])
    #expect(RegistrationRules.everything.services(of: container).plans.map(\.service.name) == ["weather"])
    var inside = RegistrationRules.everything
    inside.isInternal = true
    #expect(inside.services(of: container).plans.map(\.service.name) == ["weather-80", "weather-443"])
  }

  @Test func A_port_that_is_ignored_still_counts() {
    let ports = ["80/tcp": 32_768, "443/tcp": 32_769]
    #expect(names(["SERVICE_NAME": "weather", "SERVICE_443_IGNORE": "true"], ports) == ["weather-80"])
  }

  @Test(arguments: ["true", "false", "0"])
  func Any_value_of_IGNORE_skips_the_container_or_the_port(value: String) {
    #expect(names(["SERVICE_NAME": "a", "SERVICE_IGNORE": value]) == [])
    #expect(names(["SERVICE_NAME": "a", "SERVICE_80_IGNORE": value]) == [])
    #expect(names(["SERVICE_NAME": "a", "SERVICE_81_IGNORE": value]) == ["a"])
  }

  @Test func An_empty_IGNORE_of_the_port_takes_away_that_of_the_container() {
    #expect(names(["SERVICE_NAME": "a", "SERVICE_IGNORE": "1", "SERVICE_80_IGNORE": ""]) == ["a"])
  }

  @Test(arguments: ["consul", "hashicorp/consul:1.8", "example/registrator:1", "amazon/amazon-ecs-agent"])
  func The_catalogue_and_what_fills_it_need_a_name(image: String) {
    #expect(names([:], image: image) == [])
    #expect(names(["SERVICE_NAME": "consul-ui"], image: image) == ["consul-ui"])
  }

  @Test func A_container_that_registers_itself_is_left_alone() {
    var container = Container.running(["SERVICE_NAME": "weather"])
    container.registersItself = true
    #expect(RegistrationRules.everything.services(of: container) == .init())
  }

  @Test(arguments: ["a b", "a/b", "ü", String(repeating: "x", count: 129)])
  func A_name_that_cannot_be_one_is_told_with_its_variable(name: String) {
    let result = RegistrationRules.everything.services(of: .running(["SERVICE_80_NAME": name]))
    #expect(result.plans == [])
    #expect(result.faults.count == 1 && result.faults[0].contains("SERVICE_80_NAME"))
  }

  @Test func What_is_wrong_with_one_port_leaves_the_others() {
    let container = Container.running(
      ["SERVICE_NAME": "web", "SERVICE_80_CHECK_SCRIPT": "x"], published: ["80/tcp": 1, "81/tcp": 2])
    let result = RegistrationRules.everything.services(of: container)
    #expect(result.plans.map(\.service.name) == ["web-81"])
    #expect(result.faults.count == 1 && result.faults[0].hasPrefix("port 80: SERVICE_80_CHECK_SCRIPT is set"))
  }
}
