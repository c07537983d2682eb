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

  private func check(_ program: Program) async throws {
    let configuration = Programs.repository.appending(path: "Tests/Contract/schemathesis.toml").path
    let run = try await FinishedProgram.run(
      #require(TestTool.schemathesis.path),
      ["--config-file", configuration, "run", "--no-color", "\(program.url())/openapi.json"])
    #expect(run.end == .exited(code: 0), "\(Self.failures(in: run.output))")
    #expect(!ProcessTable.hasEnded(program.child.pid))
  }

  /// What it says of failures; all that it says where it came to no test.
  private static func failures(in output: [String]) -> String {
    let start = output.firstIndex { $0.contains("= FAILURES =") || $0.contains("= ERRORS =") } ?? 0
    return "\n" + output[start...].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
