import Foundation
import Testing

@testable import Demo

/// The name server as a program.
@Suite struct NameServerTests {
  private static func file(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/registry-\(UUID().uuidString).json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private static func registry(port: Int, check: String) -> String {
    #"{"services": [{"name": "weather", "check": {\#(check), "interval": "100ms"}, "instances": ["#
      + #"{"id": "weather-1", "address": "127.0.0.1", "port": \#(port)}]}]}"#
  }

  private func records(_ url: String) async throws -> String {
    try await Web.get(url + "/v1/zones?format=text").text
  }

  @Test(arguments: [#""http": "/health""#, #""tcp": true"#])
  func An_instance_of_the_file_is_in_the_zones_as_long_as_it_is_well(check: String) async throws {
    let weather = try Program("weather")
    let port = try await #require(weather.url().split(separator: ":").last.flatMap { Int($0) })
    let file = try Self.file(Self.registry(port: port, check: check))
    let program = try Program("nameserver", [], ["DNS_LISTEN": "127.0.0.1:0", "REGISTRY_FILE": file])
    let url = try await program.url()
    let record = "weather.service.consul. 0 IN SRV 1 1 \(port) 7f000001.addr.dc1.consul."
    _ = try await program.wait(for: "the record") { try await records(url).contains(record) ? true : nil }
    await weather.stop()
    _ = try await program.wait(for: "it to go") { try await records(url).contains(record) ? nil : true }
    await program.stop()
    try FileManager.default.removeItem(atPath: file)
  }

  @Test func On_SIGHUP_and_on_a_change_the_file_is_read_again() async throws {
    let file = try Self.file(#"{"services": []}"#)
    let program = try Program("nameserver", [], ["DNS_LISTEN": "127.0.0.1:0", "REGISTRY_FILE": file])
    let url = try await program.url()
    program.signal(SIGHUP)
    _ = try await program.wait(for: "the second reading") {
      program.output.filter { $0.contains("registry file read") }.count >= 2 ? true : nil
    }
    try Self.registry(port: 9, check: #""tcp": true"#).write(toFile: file, atomically: true, encoding: .utf8)
    _ = try await program.wait(for: "the new instance") {
      try await Web.get(url + "/v1/registry").text.contains("weather-1") ? true : nil
    }
    await program.stop()
    try FileManager.default.removeItem(atPath: file)
  }

  @Test func A_file_that_cannot_be_used_ends_the_start_with_its_line_and_rule() async throws {
    let file = try Self.file("{\n\"services\": [\n{\"name\": \"a b\", \"instances\": []}]}")
    for (path, part) in [(file, "line 3: services[0].name is \"a b\": it must be"), ("/no/such", "cannot be found")] {
      let program = try Program("nameserver", [], ["DNS_LISTEN": "127.0.0.1:0", "REGISTRY_FILE": path])
      #expect(await program.child.exitStatus == .exited(code: 1))
      #expect(program.errors.count == 1)
      #expect(program.errors.joined().hasPrefix("nameserver: REGISTRY_FILE names a file that cannot be used"))
      #expect(program.errors.joined().contains(part))
    }
    try FileManager.default.removeItem(atPath: file)
  }

  @Test(arguments: [
    ("DNS_LISTEN", "here:1"), ("DNS_LISTEN", "127.0.0.1"), ("DNS_LISTEN", "127.0.0.1:70000"), ("CONSUL_TTL", "500ms"),
    ("HEALTH_INTERVAL", "0s"), ("PORT", "x"),
  ])
  func A_wrong_setting_is_named(key: String, value: String) async throws {
    let program = try Program("nameserver", [], [key: value])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.count == 1)
    #expect(program.errors.joined().hasPrefix("nameserver: \(key) "))
  }

  @Test func A_port_for_DNS_that_is_in_use_is_named() async throws {
    let port = try #require(LoopbackPorts.anyFree("127.0.1.211"))
    let socket = try #require(LoopbackPorts.listen("127.0.1.211", port))
    defer { close(socket) }
    let program = try Program("nameserver", [], ["DNS_LISTEN": "127.0.1.211:\(port)"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.joined().contains("cannot listen on 127.0.1.211:\(port) for DNS by TCP"))
  }
}
