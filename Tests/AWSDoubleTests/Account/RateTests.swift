import Testing
import TimingTesting

@testable import AWS
@testable import AWSDouble

/// How often Route 53 may be asked.
@Suite struct RateTests {
  private func codes(_ stage: Stage, _ count: Int) async -> [String] {
    var codes: [String] = []
    for _ in 0..<count {
      do {
        _ = try await stage.route53.hostedZone(stage.zone)
        codes.append("ok")
      } catch {
        codes.append((error as? AWSError).map { "\($0.code): \($0.message)" } ?? "\(error)")
      }
    }
    return codes
  }

  @Test func An_account_has_five_requests_a_second_whatever_they_ask_for() async throws {
    let stage = Stage { $0.route53PerSecond = 5 }
    _ = try await stage.route53.hostedZones(from: "ecs.internal")
    _ = try await stage.route53.recordSets(in: stage.zone)
    _ = try await stage.refusals(.delete("A", "none.ecs.internal", "10.0.0.1"))
    #expect(await codes(stage, 3) == ["ok", "ok", "Throttling: Rate exceeded"])
    stage.time.advance(by: .milliseconds(200))
    #expect(await codes(stage, 2) == ["ok", "Throttling: Rate exceeded"])
    stage.time.advance(by: .seconds(60))
    #expect(await codes(stage, 6) == ["ok", "ok", "ok", "ok", "ok", "Throttling: Rate exceeded"])
  }

  @Test func Other_services_are_not_counted() async throws {
    let stage = Stage { $0.route53PerSecond = 5 }
    stage.aws.putCluster("main")
    for _ in 0..<20 { _ = try await stage.ecs.serviceARNs(in: "main") }
    #expect(await codes(stage, 1) == ["ok"])
  }

  @Test func A_client_that_waits_gets_all_its_answers() async throws {
    let stage = Stage { $0.route53PerSecond = 5 }
    let route53 = Route53(stage.aws.client())
    try await stage.time.flowing {
      for _ in 0..<25 { _ = try await route53.hostedZone(stage.zone) }
    }
    #expect(stage.aws.journal.count { $0.isDone } == 25)
    #expect(stage.time.elapsed >= .seconds(4))
  }

  @Test func A_zone_takes_one_change_at_a_time() async throws {
    let stage = Stage { $0.changeWork = .seconds(2) }
    stage.aws.putZone("example.com", id: "Z2")
    let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")
    #expect(try await stage.refusals(change) == [])
    let error = await #expect(throws: AWSError.self) { try await stage.refusals(change) }
    #expect(error?.code == .priorRequestNotComplete && error?.status == 400)
    #expect(error?.message == "The request was rejected because Route 53 was still processing a prior request.")
    _ = try await stage.route53.change([.upsert("CNAME", "a.example.com", "lb.")], in: "Z2")
    stage.time.advance(by: .seconds(2))
    #expect(try await stage.refusals(change) == [])
  }

  @Test func A_batch_that_was_refused_keeps_no_other_waiting() async throws {
    let stage = Stage { $0.changeWork = .seconds(2) }
    #expect(try await stage.refusals(.delete("A", "a.ecs.internal", "10.0.0.1")).count == 1)
    #expect(try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "lb.")) == [])
  }
}
