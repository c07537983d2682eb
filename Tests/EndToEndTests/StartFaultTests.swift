import Foundation
import Testing

@testable import Demo

/// A start that cannot succeed ends with code 1 and one line that says why.
@Suite struct StartFaultTests {
  private func fault(of name: String, _ settings: [String: String]) async throws -> String {
    let program = try Program(name, [], ServiceTests.settings(of: name).merging(settings) { $1 })
    #expect(await program.child.exitStatus == .exited(code: 1))
    let errors = program.errors
    #expect(errors.count == 1)
    return errors.joined()
  }

  @Test(arguments: ["stock-price", "weather", "twitch", "goodreads", "portal"])
  func A_wrong_port_is_named(name: String) async throws {
    let line = try await fault(of: name, ["PORT": "abc"])
    #expect(line.hasPrefix(#"\#(name): PORT is "abc": it must be a whole number from 1 to 65535"#))
  }

  @Test(arguments: ["stock-price", "weather", "twitch", "goodreads", "portal"])
  func A_port_in_use_is_named(name: String) async throws {
    let port = try #require(LoopbackPorts.anyFree("127.0.1.210"))
    let socket = try #require(LoopbackPorts.listen("127.0.1.210", port))
    defer { close(socket) }
    let line = try await fault(of: name, ["HOST": "127.0.1.210", "PORT": String(port)])
    #expect(line.hasPrefix("\(name): "))
    #expect(line.contains("127.0.1.210:\(port)") && line.contains("in use"))
  }

  @Test func A_folder_without_a_page_is_named() async throws {
    let line = try await fault(of: "portal", ["STATIC_DIR": "/no/such/folder"])
    #expect(line.hasPrefix("portal: STATIC_DIR ") && line.contains("/no/such/folder"))
  }

  @Test func Half_a_password_is_a_fault() async throws {
    let line = try await fault(of: "weather", ["WEATHER_USERNAME": "me"])
    #expect(line.hasPrefix("weather: WEATHER_PASSWORD is not set"))
  }

  @Test func A_missing_configuration_file_is_named() async throws {
    let line = try await fault(of: "weather", ["CONFIG_FILE": "/no/such/file.env"])
    #expect(line.contains("CONFIG_FILE") && line.contains("/no/such/file.env"))
  }

  @Test func Unknown_arguments_end_with_code_2_and_help_with_code_0() async throws {
    let unknown = try Program("weather", ["--prot=80"])
    #expect(await unknown.child.exitStatus == .exited(code: 2))
    #expect(unknown.errors.count == 1)
    let help = try Program("weather", ["--help"])
    #expect(await help.child.exitStatus == .exited(code: 0))
    #expect(help.output.contains { $0.hasPrefix("Usage: weather") })
    #expect(help.errors.isEmpty)
  }
}
