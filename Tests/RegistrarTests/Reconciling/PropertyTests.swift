import AWSDouble
import Foundation
import Testing

@testable import Registrar

/// Whatever happens to services, load balancers, records, events and calls: no record of others is ever touched, one
/// reconcile that comes through makes the zone right, and the next changes nothing.
///
/// `REGISTRAR_SEED=17 REGISTRAR_SEQUENCES=1` runs one history again, and more than the usual ones can be asked for.
@Suite struct PropertyTests {
  private static let first = ProcessInfo.processInfo.environment["REGISTRAR_SEED"].flatMap { UInt64($0) } ?? 1
  private static let count = ProcessInfo.processInfo.environment["REGISTRAR_SEQUENCES"].flatMap { UInt64($0) } ?? 300

  @Test func One_reconcile_makes_the_zone_right_and_the_next_changes_nothing() async throws {
    for seed in Self.first..<(Self.first + Self.count) {
      let world = RandomWorld(seed: seed)
      let application = try world.stage.application(attempts: 3)
      world.stage.aws.failRandomly(
        [
          .throttled, .priorRequestNotComplete, .status(500), .status(503), .lostRequest, .lostAnswer, .garbage,
          .slow(.seconds(30)), .refused(code: "AccessDenied", message: "No.", status: 403),
        ], probability: 0.1, seed: seed)
      for step in 0..<UInt64(6 + seed % 10) {
        for _ in 0...(step % 3) { world.act() }
        if seed % 5 == step {
          _ = await world.watched { _ = try await application.report(on: .init(trigger: "test", wish: .withdraw)) }
        } else {
          _ = await world.watched { _ = try await application.handle(world.event()) }
        }
      }
      world.stage.aws.clearFailures()
      #expect(world.violation == nil, "seed \(seed)\n\(world.trace)")
      let expected = world.expected()
      _ = try await application.handle(Array("{}".utf8))
      #expect(world.records == expected, "seed \(seed)\n\(world.trace)")
      let changes = world.stage.aws.journal.count { $0.operation == "ChangeResourceRecordSets" }
      _ = try await application.handle(Array("{}".utf8))
      #expect(
        world.stage.aws.journal.count { $0.operation == "ChangeResourceRecordSets" } == changes,
        "seed \(seed) changes something again\n\(world.trace)")
      if world.violation != nil || world.records != expected { return }
    }
  }
}
