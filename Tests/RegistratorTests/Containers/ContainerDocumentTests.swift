import NIOCore
import Testing

@testable import Registrator

/// What Docker and Podman answer when asked for a container, shortened.
@Suite struct ContainerDocumentTests {
  private func container(_ json: String) throws -> Container {
    try Container(document: ByteBuffer(string: json))
  }

  @Test func Docker_s_document_is_read() throws {
    let container = try container(
      """
      {"Id": "8dfafdbc3a40", "Name": "/ecs-weather-1", "Image": "sha256:0123", "RestartCount": 0,
       "State": {"Status": "running", "Running": true, "Pid": 99, "ExitCode": 0, "StartedAt": "2026-01-05T08:00:00.1Z"},
       "Config": {"Image": "example/weather:1", "StopSignal": "SIGQUIT", "ExposedPorts": {"4567/tcp": {}, "9000/tcp": {}},
        "Env": ["PATH=/bin", "SERVICE_4567_NAME=weather", "SERVICE_TAGS=a"],
        "Labels": {"SERVICE_TAGS": "http", "com.amazonaws.ecs.cluster": "c"}},
       "HostConfig": {"NetworkMode": "default"},
       "NetworkSettings": {"IPAddress": "172.17.0.2",
        "Ports": {"4567/tcp": [{"HostIp": "::", "HostPort": "32769"}, {"HostIp": "0.0.0.0", "HostPort": "32768"}],
         "9000/tcp": null},
        "Networks": {"bridge": {"IPAddress": "172.17.0.2", "GlobalIPv6Address": ""}}}}
      """)
    #expect(container.id == "8dfafdbc3a40" && container.name == "ecs-weather-1")
    #expect(container.image == "example/weather:1" && container.imageBaseName == "weather")
    #expect(container.isRunning && container.exitCode == nil && container.startedAt == "2026-01-05T08:00:00.1Z")
    #expect(container.stopSignal == Signal(number: 3))
    #expect(container.variables == ["SERVICE_4567_NAME": "weather", "SERVICE_TAGS": "http"])
    #expect(container.network == .own && container.addresses.first == "172.17.0.2")
    #expect(container.exposed.map(\.number).sorted() == [4567, 9000])
    let port = Container.Port(number: 4567, transport: "tcp")
    #expect(container.published == [port: Container.Binding(address: nil, port: 32_768)])
  }

  @Test func Podman_s_document_is_read() throws {
    let container = try container(
      """
      {"Id": "215e65045302", "Name": "/web", "Image": "sha256:ba73",
       "State": {"Status": "running", "Running": true, "ExitCode": 0, "StartedAt": "2026-11-21T17:16:04.038784852Z",
        "Health": {"Status": "", "FailingStreak": 0, "Log": null}},
       "Config": {"ExposedPorts": {"4567/tcp": {}}, "Image": "docker.io/library/debian:bookworm-slim", "Volumes": null,
        "Env": ["container=podman", "SERVICE_4567_NAME=stock-price"], "Labels": {"SERVICE_REGION": "eu"},
        "StopSignal": "15", "StopTimeout": 10},
       "HostConfig": {"NetworkMode": "bridge"},
       "NetworkSettings": {"Ports": {"4567/tcp": [{"HostIp": "", "HostPort": "18080"}]}, "IPAddress": "10.88.0.4",
        "Networks": {"podman": {"IPAMConfig": null, "IPAddress": "10.88.0.4"}}}}
      """)
    #expect(container.name == "web" && container.stopSignal == .terminate)
    #expect(container.published.values.map(\.port) == [18_080])
    #expect(container.published.values.first?.address == nil)
    #expect(container.variables == ["SERVICE_4567_NAME": "stock-price", "SERVICE_REGION": "eu"])
  }

  @Test func Docker_29_has_addresses_in_the_networks_only_and_they_come_by_name() throws {
    let container = try container(
      """
      {"Id": "a", "NetworkSettings": {"Networks": {"b": {"IPAddress": "10.0.1.2"}, "a": {"IPAddress": "10.0.0.2",
       "GlobalIPv6Address": "fd00::2"}, "c": {"IPAddress": ""}}}}
      """)
    #expect(container.addresses == ["10.0.0.2", "10.0.1.2", "fd00::2"])
  }

  @Test(arguments: [
    ("host", Container.Network.host), ("container:8dfa", .shared(with: "8dfa")), ("default", .own), ("app_net", .own),
    ("", .own),
  ])
  func The_network_mode_says_whose_ports_they_are(mode: String, network: Container.Network) throws {
    #expect(try container(#"{"Id": "a", "HostConfig": {"NetworkMode": "\#(mode)"}}"#).network == network)
  }

  @Test func A_port_at_one_address_keeps_it() throws {
    let container = try container(
      #"{"Id": "a", "NetworkSettings": {"Ports": {"53/udp": [{"HostIp": "10.0.0.5", "HostPort": "53"}]}}}"#)
    let port = Container.Port(number: 53, transport: "udp")
    #expect(container.published == [port: Container.Binding(address: "10.0.0.5", port: 53)])
  }

  @Test func Only_a_REGISTRATION_with_a_value_means_that_it_registers_itself() throws {
    func registersItself(_ variable: String) throws -> Bool {
      try container(#"{"Id": "a", "Config": {"Env": ["\#(variable)"]}}"#).registersItself
    }
    #expect(try registersItself("REGISTRATION=consul://127.0.0.1"))
    #expect(try !registersItself("REGISTRATION="))
    #expect(try !registersItself("REGISTRATION_ADDRESS=10.0.0.1"))
  }

  @Test(arguments: [
    (false, 1, true), (false, 0, false), (false, 137, false), (false, 143, false), (false, 127, true), (true, 1, false),
  ])
  func A_crash_is_an_end_with_a_code_that_is_no_signal_s(isRunning: Bool, code: Int, hasCrashed: Bool) throws {
    let json = #"{"Id": "a", "State": {"Running": \#(isRunning), "ExitCode": \#(code)}}"#
    #expect(try container(json).hasCrashed == hasCrashed)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"Id": 1}"#, #"{"Id": "a", "Config": []}"#, #"{"Id": "a", "State": {"ExitCode": 1e99}}"#,
  ])
  func A_document_of_another_form_is_an_error(json: String) {
    #expect(throws: (any Error).self) { try container(json) }
  }

  @Test(arguments: ["0/tcp", "65536/tcp", "x/tcp", "/", "", "-1"])
  func What_is_no_port_is_left_out(port: String) throws {
    let container = try container(#"{"Id": "a", "Config": {"ExposedPorts": {"\#(port)": {}}}}"#)
    #expect(container.exposed == [])
  }

  @Test func One_that_waits_to_be_started_again_does_not_run() throws {
    let json = #"{"Id": "a", "State": {"Running": true, "Restarting": true, "ExitCode": 1}}"#
    #expect(try !container(json).isRunning)
    #expect(try container(json).hasCrashed)
  }

  @Test func The_list_tells_what_runs() throws {
    let list = try ListedContainer.list(
      ByteBuffer(
        string: """
          [{"Id": "a", "State": "running"}, {"Id": "b", "State": "exited"}, {"Id": "c", "State": "Paused"},
           {"Id": "d", "State": "created"}, {"Id": "e"}, {"Id": "f", "State": "restarting"}]
          """))
    #expect(list.filter(\.isRunning).map(\.id) == ["a", "c"])
    #expect(list.count == 6)
  }
}

@Suite struct SignalTests {
  @Test(arguments: [
    ("15", 15), ("SIGTERM", 15), ("TERM", 15), ("sigquit", 3), ("SIGRTMIN+3", 37), ("9", 9), ("SIGRTMIN+999", 64),
  ])
  func Signals_are_numbers_or_names(text: String, number: Int) {
    #expect(Signal(text)?.number == number)
  }

  @Test(arguments: ["", "SIG", "x", "+"])
  func Anything_else_is_none(text: String) {
    #expect(Signal(text) == nil)
  }
}
