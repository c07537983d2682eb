import FoundationEssentials
import NIOCore
import Testing

@testable import Chassis

@Suite struct RegisteredPlaceTests {
  private func place(
    bound: String, configured: String? = nil, network: ContainerNetwork? = nil, agentHost: String = "127.0.0.1"
  ) throws -> RegisteredPlace {
    try RegisteredPlace(
      bound: #require(HostPort(bound)), configured: configured, network: network, agentHost: agentHost)
  }

  @Test func Bound_to_all_addresses_the_service_has_the_agent_s_and_is_checked_where_the_agent_is_reached() throws {
    let place = try place(bound: "0.0.0.0:4567")
    #expect(place.address == nil && place.port == 4567 && place.checkHost == "127.0.0.1")
    #expect(try self.place(bound: "[::]:4567", agentHost: "::1").checkHost == "::1")
  }

  @Test(arguments: [("127.0.1.3:4567", "127.0.1.3"), ("[fd00::1]:80", "fd00::1")])
  func Bound_to_one_address_the_service_has_that(bound: String, address: String) throws {
    let place = try place(bound: bound)
    #expect(place.address == address && place.checkHost == address)
  }

  @Test func A_configured_address_beats_every_other() throws {
    let network = ContainerNetwork(mode: "awsvpc", addresses: ["10.0.0.7"])
    let place = try place(bound: "127.0.0.1:80", configured: "10.9.9.9", network: network)
    #expect(place.address == "10.9.9.9" && place.checkHost == "10.9.9.9" && place.port == 80)
  }

  @Test func A_task_with_an_interface_of_its_own_has_that_address() throws {
    let network = ContainerNetwork(mode: "awsvpc", addresses: ["10.0.0.7", "fd00::7"])
    let place = try place(bound: "0.0.0.0:4567", network: network)
    #expect(place.address == "10.0.0.7" && place.port == 4567 && place.checkHost == "10.0.0.7")
  }

  @Test func On_a_bridge_it_is_the_host_port_at_the_agent_s_address() throws {
    let network = ContainerNetwork(mode: "bridge", addresses: ["172.17.0.3"], hostPorts: [4567: 32_768])
    let place = try place(bound: "0.0.0.0:4567", network: network, agentHost: "172.17.0.1")
    #expect(place.address == nil && place.port == 32_768 && place.checkHost == "172.17.0.1")
    #expect(try self.place(bound: "172.17.0.3:4567", network: network).address == nil)
  }

  @Test func On_a_bridge_without_a_host_port_nothing_is_registered() {
    let network = ContainerNetwork(mode: "bridge", addresses: ["172.17.0.3"], hostPorts: [80: 32_768])
    #expect(throws: RegistrationFault.self) { try place(bound: "0.0.0.0:4567", network: network) }
  }

  @Test func On_the_host_s_network_it_is_as_without_a_container() throws {
    let place = try place(bound: "0.0.0.0:4567", network: ContainerNetwork(mode: "host"))
    #expect(place.address == nil && place.port == 4567)
  }
}

@Suite struct ContainerNetworkTests {
  private func network(_ json: String) throws -> ContainerNetwork {
    try ContainerNetwork(container: ByteBuffer(string: json))
  }

  @Test func A_bridge_container_s_host_ports_are_read() throws {
    // From the ECS documentation of the metadata endpoint version 4, shortened; one port more, which is not open yet.
    let network = try network(
      """
      {"DockerId": "ea32192c8553fbff06c9340478a2ff089b2bb5646fb718b4ee206641c9086d66", "Name": "curl",
       "Ports": [{"ContainerPort": 4567, "Protocol": "tcp", "HostPort": 32768, "HostIp": "0.0.0.0"},
                 {"ContainerPort": 4567, "Protocol": "udp", "HostPort": 32769},
                 {"ContainerPort": 80, "Protocol": "tcp", "HostPort": 0}],
       "Networks": [{"NetworkMode": "bridge", "IPv4Addresses": ["172.17.0.2"]}]}
      """)
    #expect(network == ContainerNetwork(mode: "bridge", addresses: ["172.17.0.2"], hostPorts: [4567: 32_768]))
  }

  @Test func A_task_s_addresses_are_read_IPv4_first() throws {
    let network = try network(
      #"{"Networks": [{"NetworkMode": "awsvpc", "IPv6Addresses": ["fd00::7"], "IPv4Addresses": ["10.0.0.7"]}]}"#)
    #expect(network == ContainerNetwork(mode: "awsvpc", addresses: ["10.0.0.7", "fd00::7"]))
  }

  @Test(arguments: ["{}", #"{"Networks": []}"#, #"{"Networks": null, "Ports": null}"#])
  func A_container_without_networks_has_none(json: String) throws {
    #expect(try network(json) == ContainerNetwork(mode: ""))
  }

  @Test(arguments: ["", "[]", #"{"Ports": [{"HostPort": "x"}]}"#])
  func A_document_of_another_form_is_an_error(json: String) {
    #expect(throws: (any Error).self) { try network(json) }
  }
}

@Suite struct RegistrationPlanTests {
  private func plan(
    _ variables: [String: String] = [:], bound: String = "0.0.0.0:4567", address: String? = nil,
    container: String = "c1"
  ) throws -> RegistrationPlan {
    let bound = try #require(HostPort(bound))
    return RegistrationPlan(
      service: try RegisteredService(name: "weather", RegistrationVariables(variables, port: bound.port)),
      place: try RegisteredPlace(bound: bound, configured: address, network: nil, agentHost: "127.0.0.1"),
      bound: bound, hostname: "host", containerID: container)
  }

  @Test func The_id_is_host_container_and_port() throws {
    #expect(try plan().id == "host:c1:4567")
    #expect(try plan(["SERVICE_ID": "mine"]).id == "mine")
  }

  @Test func No_two_processes_of_a_machine_have_one_id() throws {
    let ids = try [
      plan(), plan(bound: "0.0.0.0:4568"), plan(container: "c2"), plan(bound: "127.0.1.1:4567"),
      plan(bound: "127.0.1.2:4567"), plan(bound: "[::1]:4567"),
    ].map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func The_document_is_what_Consul_s_API_asks_for() throws {
    let plan = try plan(["SERVICE_TAGS": "http,v1", "SERVICE_REGION": "eu"], address: "10.0.0.7")
    #expect(
      String(buffer: try JSONText.encode(plan.document))
        == #"{"Address":"10.0.0.7","Check":{"DeregisterCriticalServiceAfter":"1m","HTTP":"http://10.0.0.7:4567/health","#
        + #""Interval":"10s","Status":"passing"},"ID":"host:c1:4567","Meta":{"region":"eu"},"Name":"weather","#
        + #""Port":4567,"Tags":["http","v1"]}"#)
  }

  @Test func Without_an_address_the_agent_s_own_is_used_and_the_check_has_one_all_the_same() throws {
    let document = try plan().document
    #expect(document["Address"] == .string(""))
    #expect(document["Check"]?["HTTP"] == .string("http://127.0.0.1:4567/health"))
  }

  @Test func An_IPv6_address_stands_in_brackets_in_the_check_only() throws {
    let document = try plan(address: "fd00::7").document
    #expect(document["Address"] == .string("fd00::7"))
    #expect(document["Check"]?["HTTP"] == .string("http://[fd00::7]:4567/health"))
  }

  @Test func The_other_checks_have_their_own_members() throws {
    let tcp = try plan(["SERVICE_CHECK_TCP": "1", "SERVICE_CHECK_TIMEOUT": "2s"]).document["Check"]
    #expect(tcp?["TCP"] == .string("127.0.0.1:4567"))
    #expect(tcp?["Timeout"] == .string("2s") && tcp?["HTTP"] == nil)
    let timeToLive = try plan(["SERVICE_CHECK_TTL": "1m30s"]).document["Check"]
    #expect(timeToLive?["TTL"] == .string("90000ms"))
    #expect(timeToLive?["Interval"] == nil && timeToLive?["HTTP"] == nil)
  }

  @Test func Nothing_in_a_tag_can_break_the_document() throws {
    let tag = "\"},\u{1}\n\\é"
    let document = try plan(["SERVICE_TAGS": tag]).document
    let bytes = Data(try JSONText.encode(document).readableBytesView)
    #expect(
      try JSONDecoder().decode(JSONValue.self, from: bytes)["Tags"] == .array([.string("\"}"), .string("\u{1}\n\\é")]))
  }
}
