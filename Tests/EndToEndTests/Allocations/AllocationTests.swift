import Foundation
import Testing

@testable import Demo

/// What a request on a kept connection may allocate, by `Benchmarks/allocation-thresholds.json`. A change that makes
/// fewer lowers the threshold there; one that needs more says why in its commit.
///
/// Only released programs count: the optimiser removes what a debug build allocates.
@Suite(.serialized, .enabled(if: Programs.configuredFolder != nil, "needs PRODUCTS_DIR")) struct AllocationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var key: String
    var program: String
    var path: String
    var settings: [String: String] = [:]

    var testDescription: String { key }
  }

  static let cases = [
    Case(key: "http-echo /plaintext", program: "http-echo", path: "/plaintext"),
    Case(
      key: "http-echo /json/AAPL, access log and metrics", program: "http-echo", path: "/json/AAPL",
      settings: ["ACCESS_LOG": "on", "METRICS": "on"]),
    Case(key: "weather /weather/Amsterdam", program: "weather", path: "/weather/Amsterdam"),
  ]

  @Test(arguments: cases)
  func A_request_allocates_no_more_than_its_threshold(of request: Case) async throws {
    let threshold = try #require(try Self.thresholds()[request.key], "no threshold for \"\(request.key)\"")
    let measured = try await Self.allocations(of: request)
    #expect(measured > 0)
    #expect(
      measured <= threshold,
      "\(request.key) makes \(measured) allocations for a request, and the threshold is \(threshold)")
  }

  @Test func Every_threshold_has_its_request() throws {
    #expect(try Set(Self.thresholds().keys) == Set(Self.cases.map(\.key)))
  }

  private static func thresholds() throws -> [String: Double] {
    let file = Programs.repository.appending(path: "Benchmarks/allocation-thresholds.json")
    return try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: file))
  }

  private static func allocations(of request: Case) async throws -> Double {
    let warmUp = 200
    let counted = 1000
    let counter = try await MallocCounter()
    defer { counter.remove() }
    let program = try Program(
      request.program, [], request.settings.merging(counter.environment) { $1 })
    let (before, after) = try await KeptConnection.open(to: program.url()) { connection in
      try await connection.get(request.path, times: warmUp)
      let before = try counter.value()
      try await connection.get(request.path, times: counted)
      return (before, try counter.value())
    }
    await program.stop()
    try #require(before > 0, "nothing was counted: malloc was not interposed")
    return Double(after - before) / Double(counted)
  }
}
