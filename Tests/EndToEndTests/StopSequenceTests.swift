import Foundation
import Testing

@testable import Demo

/// A stop is a sequence whose first step is to say so.
@Suite struct StopSequenceTests {
  @Test func A_stopping_service_is_unready_first_and_serves_on_for_the_drain_delay() async throws {
    let program = try Program("weather", [], ["DRAIN_DELAY": "4s"])
    let url = try await program.url()
    #expect(try await Web.get(url + "/ready").status == 200)
    program.signal(SIGTERM)
    _ = try await program.wait(for: "it to be unready") { try await Web.get(url + "/ready").status == 503 ? true : nil }
    #expect(try await Web.get(url + "/health").status == 503)
    #expect(try await Web.get(url + "/weather/Paris").status == 200)
    #expect(await program.child.exitStatus == .exited(code: 0))
    await #expect(throws: (any Error).self) { try await Web.get(url + "/health") }
  }

  @Test func A_wrong_limit_ends_the_start_with_what_is_allowed() async throws {
    let program = try Program("weather", [], ["HTTP_MAX_HEAD": "1g"])
    #expect(await program.child.exitStatus == .exited(code: 1))
    #expect(program.errors.joined().hasPrefix(#"weather: HTTP_MAX_HEAD is "1g": it must be a number of bytes such as"#))
  }
}
