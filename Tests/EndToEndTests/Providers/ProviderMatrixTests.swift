import Foundation
import Testing

@testable import Demo

/// What people get where a provider answers, does not, or answers what it should not: every provider in every situation,
/// with real processes against the stand-ins.
@Suite(.enabled(if: TestTool.python3.isPresent, TestTool.python3.absence))
struct ProviderMatrixTests {
  @Test func Every_situation_has_its_status_and_a_clear_detail_and_no_key_anywhere() async throws {
    let results = try await Matrix.run(Matrix.cells)
    let table = Matrix.table(results)
    print(table)
    try table.write(
      to: Programs.repository.appending(path: ".build/providers-matrix.md"), atomically: true, encoding: .utf8)
    for result in results where !result.outcome.faults.isEmpty {
      let cell = result.cell
      let faults = result.outcome.faults.joined(separator: "\n  ")
      Issue.record("\(cell.provider) at \(cell.place), \(cell.situation.name):\n  \(faults)")
    }
  }

  @Test func The_stand_ins_do_what_providers_do() async throws {
    let run = try await FinishedProgram.run(
      #require(TestTool.python3.path),
      ["-B", "-m", "unittest", "discover", "-s", URL(filePath: StandIns.script).deletingLastPathComponent().path],
      environment: ProcessInfo.processInfo.environment)
    #expect(run.end == .exited(code: 0), "\(run.output.joined(separator: "\n"))")
  }
}
