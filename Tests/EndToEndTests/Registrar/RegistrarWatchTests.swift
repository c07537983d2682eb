import AWSDouble
import Foundation
import Testing

@testable import Demo

/// The registrar that goes on until it is told to stop.
@Suite struct RegistrarWatchTests {
  private func watch(_ world: RegistrarWorld) throws -> Program {
    let environment = RegistrarRun.environment(world.server).compactMapValues { $0 }
    return try Program("registrar", ["watch", "--every", "5s"], environment)
  }

  @Test func Each_round_makes_the_zone_right_and_a_signal_ends_it() async throws {
    let world = try await RegistrarWorld()
    let program = try watch(world)
    try await program.wait(for: "the first round") { world.names == RegistrarWorld.right ? true : nil }
    world.aws.deleteService("twitchapp", in: "main")
    world.aws.remove("CNAME", "weatherapp.ecs.internal", in: RegistrarWorld.zone)
    try await program.wait(for: "the next round") {
      world.names == ["weatherapp.ecs.internal.": "shared.example.com"] ? true : nil
    }
    let changes = world.aws.changes.count
    #expect(await program.stop() == .exited(code: 0))
    #expect(world.aws.changes.count == changes)
    #expect(program.errors == [])
    #expect(program.output.last?.contains(#""msg":"stopped""#) == true)
    try await world.server.stop()
  }

  @Test func A_round_that_fails_is_told_and_the_next_one_works() async throws {
    let world = try await RegistrarWorld()
    world.aws.fail(.refused(code: "AccessDenied", message: "not yet", status: 403), on: "ListResourceRecordSets")
    let program = try watch(world)
    try await program.wait(for: "the failure") {
      program.output.first { $0.contains("AccessDenied") && $0.contains(#""msg":"failed; trying again""#) }
    }
    try await program.wait(for: "the next round") { world.names == RegistrarWorld.right ? true : nil }
    #expect(await program.stop() == .exited(code: 0))
    try await world.server.stop()
  }

  @Test func A_signal_ends_it_in_the_middle_of_a_call() async throws {
    let world = try await RegistrarWorld()
    world.aws.fail(.slow(.seconds(60)), on: "ListServices")
    let program = try watch(world)
    try await program.wait(for: "the call") {
      world.aws.journal.contains { $0.operation == "ListServices" } ? true : nil
    }
    #expect(await program.stop() == .exited(code: 0))
    #expect(world.names == [:])
    try await world.server.stop()
  }
}
