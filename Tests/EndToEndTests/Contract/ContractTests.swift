import Foundation
import Testing

@testable import Demo

/// Each service is held to its OpenAPI document: schemathesis makes some hundred requests from it, good and bad, and
/// looks whether status, fields and body of each answer are what the document says. Tests/Contract/schemathesis.toml says
/// how; the requests are the same in each run.
@Suite(.serialized, .enabled(if: TestTool.schemathesis.isPresent, TestTool.schemathesis.absence))
struct ContractTests {
  @Test(arguments: Backend.all)
  func A_backend_answers_as_its_document_says(backend: Backend) async throws {
    let program = try Program(backend.name)
    try await check(program)
    await program.stop()
  }

  @Test func The_portal_answers_as_its_document_says() async throws {
    var settings: [String: String] = ["DISCOVERY_STRATEGY": "static"]
    var backends: [Program] = []
    for backend in Backend.all {
      let program = try Program(backend.name)
      backends.append(program)
      settings["\(backend.prefix)_SERVICE"] = try await program.address
    }
    let portal = try Program("portal", [], settings)
    try await check(portal)
    for program in backends + [portal] { await program.stop() }
  }

  /// Null where the provider does not say, a number where it is promised: what a sample cannot show.
  @Test(.enabled(if: TestTool.python3.isPresent, TestTool.python3.absence), arguments: LiveProvider.all)
  func Live_data_is_answered_as_the_document_says(provider: LiveProvider) async throws {
    var settings = provider.settings(try await StandIns.shared, test: "contract-\(provider)")
    // Too short to wait for a turn where the provider is to be asked once a second.
    settings["PROVIDER_TIMEOUT"] = "500ms"
    let program = try Program(provider.service, [], settings)
    // So many questions may be more than the provider allows; 503 is in the document for that.
    let route = "^/\(provider.known.split(separator: "/")[0])/"
    try await check(
      program, "--include-path-regex", route, "--exclude-checks", "not_a_server_error", "--max-examples", "20")
    await program.stop()
  }

  private func check(_ program: Program, _ options: String...) async throws {
    let configuration = Programs.repository.appending(path: "Tests/Contract/schemathesis.toml").path
    let run = try await FinishedProgram.run(
      #require(TestTool.schemathesis.path),
      ["--config-file", configuration, "run", "--no-color", "\(program.url())/openapi.json"] + options)
    #expect(run.end == .exited(code: 0), "\(Self.failures(in: run.output))")
    #expect(!ProcessTable.hasEnded(program.child.pid))
  }

  /// What it says of failures; all that it says where it came to no test.
  private static func failures(in output: [String]) -> String {
    let start = output.firstIndex { $0.contains("= FAILURES =") || $0.contains("= ERRORS =") } ?? 0
    return "\n" + output[start...].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
