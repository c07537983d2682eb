import Chassis
import Testing

@testable import Registrator

/// Ids, addresses and ports.
@Suite struct IdentityTests {
  private func plans(_ container: Container, _ change: (inout RegistrationRules) -> Void = { _ in })
    -> [RegistrationPlan]
  {
    var rules = RegistrationRules.everything
    change(&rules)
    return rules.services(of: container).plans
  }

  @Test func The_id_is_host_container_and_port_in_the_container() {
    #expect(plans(.running(name: "ecs-weather-1")).map(\.id) == ["host:ecs-weather-1:80"])
  }

  @Test func UDP_has_a_mark_in_the_id_and_a_tag() {
    let plans = plans(.running(["SERVICE_TAGS": "a"], published: ["53/udp": 53, "53/tcp": 53]))
    #expect(plans.map(\.id) == ["host:web:53", "host:web:53:udp"])
    #expect(plans.map(\.service.tags) == [["a"], ["a", "udp"]])
  }

  @Test func SERVICE_ID_takes_the_place_of_the_id() {
    #expect(plans(.running(["SERVICE_ID": "mine"])).map(\.id) == ["mine"])
    #expect(plans(.running(["SERVICE_ID": "a/b"])) == [])
  }

  @Test func A_published_port_is_reached_at_the_host() {
    let plan = plans(.running())[0]
    #expect(plan.place == RegisteredPlace(address: nil, port: 32_768, agentHost: "127.0.0.1"))
  }

  @Test func A_port_published_at_one_address_is_reached_there() {
    #expect(plans(.running(address: "10.0.0.5"))[0].place.address == "10.0.0.5")
  }

  @Test func The_configured_address_of_the_host_beats_that_of_the_engine() {
    let plan = plans(.running(address: "10.0.0.5")) { $0.address = "192.0.2.1" }[0]
    #expect(plan.place.address == "192.0.2.1" && plan.place.checkHost == "192.0.2.1" && plan.place.port == 32_768)
  }

  @Test func A_port_that_is_not_published_is_none() {
    let container = Container.running(["SERVICE_NAME": "a"], published: [:], exposed: ["80/tcp"])
    #expect(plans(container) == [])
    #expect(RegistrationRules.explicit.services(of: container).faults == ["none of its ports is published"])
  }

  @Test func Internally_it_is_the_container_s_own_address_and_port() {
    let plan = plans(.running(exposed: ["80/tcp"])) {
      $0.isInternal = true
      $0.address = "192.0.2.1"
    }[0]
    #expect(plan.place == RegisteredPlace(address: "172.17.0.2", port: 80, agentHost: ""))
  }

  @Test func On_the_host_s_network_what_is_exposed_is_reached_at_the_host() {
    let container = Container.running(published: [:], exposed: ["4567/tcp"], network: .host, addresses: [])
    #expect(plans(container)[0].place == RegisteredPlace(address: nil, port: 4567, agentHost: "127.0.0.1"))
    #expect(plans(container) { $0.address = "192.0.2.1" }[0].place.address == "192.0.2.1")
  }

  @Test func In_the_network_of_another_container_it_is_that_one_s_address() {
    let container = Container.running(
      published: [:], exposed: ["80/tcp"], network: .shared(with: "c2"), addresses: ["172.17.0.9"])
    #expect(plans(container)[0].place == RegisteredPlace(address: "172.17.0.9", port: 80, agentHost: ""))
  }

  @Test func Two_containers_with_one_name_after_another_have_one_id_and_differ_all_the_same() {
    let (first, second) = (plans(.running("c1"))[0], plans(.running("c2"))[0])
    #expect(first.id == second.id)
    #expect(Catalogue.Entry(first) != Catalogue.Entry(second))
  }

  @Test func Whatever_is_registered_differently_has_another_digest() {
    let variants: [[String: String]] = [
      [:], ["SERVICE_CHECK_TCP": "1"], ["SERVICE_CHECK_HTTP": "/a"], ["SERVICE_TAGS": "a"], ["SERVICE_NAME": "b"],
    ]
    var digests = variants.map { plans(.running($0))[0].service.meta[RegistrationMark.digest] }
    digests.append(plans(.running()) { $0.agentHost = "10.0.0.1" }[0].service.meta[RegistrationMark.digest])
    // Without a check nothing is said of the agent's host.
    #expect(digests[0] == digests[5] && digests[0] != nil)
    #expect(Set(digests).count == variants.count)
    let check = ["SERVICE_CHECK_TCP": "1"]
    #expect(plans(.running(check))[0] != plans(.running(check)) { $0.agentHost = "10.0.0.1" }[0])
  }
}
