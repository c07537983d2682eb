import Synchronization
import Testing
import TimingTesting

@testable import AWS
@testable import AWSDouble

/// What goes wrong because a test wants it to.
@Suite struct FailureTests {
  private let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")

  private func code(_ stage: Stage) async -> AWSError.Code? {
    await #expect(throws: AWSError.self) { try await stage.route53.change([change], in: stage.zone) }?.code
  }

  @Test(arguments: [
    (InjectedFailure.status(500), AWSError.Code("InternalFailure")), (.status(503), "ServiceUnavailable"),
    (.throttled, "Throttling"), (.priorRequestNotComplete, .priorRequestNotComplete), (.lostRequest, .unreachable),
    (.refused(code: "AccessDenied", message: "no", status: 403), "AccessDenied"),
  ])
  func A_failure_before_the_change_leaves_the_zone(failure: InjectedFailure, code: AWSError.Code) async throws {
    let stage = Stage()
    stage.aws.fail(failure, on: "ChangeResourceRecordSets")
    #expect(await self.code(stage) == code)
    #expect(stage.written == [])
    #expect(stage.aws.changes == [])
    #expect(try await stage.refusals(change) == [])
    #expect(stage.written.count == 1)
  }

  @Test(arguments: [
    (InjectedFailure.lostAnswer, AWSError.Code.unreachable), (.garbage, .unexpectedAnswer),
  ])
  func An_answer_that_is_lost_leaves_the_change(failure: InjectedFailure, code: AWSError.Code) async throws {
    let stage = Stage()
    stage.aws.fail(failure, on: "ChangeResourceRecordSets")
    #expect(await self.code(stage) == code)
    #expect(stage.written == ["CNAME a.ecs.internal. 60 lb."])
    #expect(stage.aws.changes.map(\.outcome) == [.failed(failure, done: true)])
  }

  @Test func A_slow_answer_comes_later_or_too_late() async throws {
    let stage = Stage()
    stage.aws.fail(.slow(.seconds(3)), on: "ChangeResourceRecordSets")
    stage.aws.fail(.slow(.seconds(300)), on: "ChangeResourceRecordSets")
    let refusals = try await stage.time.flowing { try await stage.refusals(change) }
    #expect(refusals == [])
    #expect(stage.time.elapsed == .seconds(3))
    let late = await stage.time.flowing { await code(stage) }
    #expect(late == .unreachable)
    #expect(stage.aws.changes.count == 2)
  }

  @Test func Failures_are_of_an_operation_after_some_that_worked_and_so_many() async throws {
    let stage = Stage()
    stage.aws.fail(.status(500), on: "GetHostedZone", after: 1, times: 2)
    _ = try await stage.route53.recordSets(in: stage.zone)
    var worked: [Bool] = []
    for _ in 0..<4 { worked.append((try? await stage.route53.hostedZone(stage.zone)) != nil) }
    #expect(worked == [true, false, false, true])
    stage.aws.fail(.status(500), times: 9)
    stage.aws.clearFailures()
    _ = try await stage.route53.hostedZone(stage.zone)
  }

  @Test func Chance_is_the_same_for_the_same_seed_and_has_an_end() async throws {
    func outcomes(_ seed: UInt64, most: Int = .max) async -> [JournalEntry.Outcome] {
      let stage = Stage()
      stage.aws.failRandomly([.status(500), .lostAnswer], probability: 0.5, seed: seed, most: most)
      for _ in 0..<40 { _ = try? await stage.route53.hostedZone(stage.zone) }
      return stage.aws.journal.map(\.outcome)
    }
    let first = await outcomes(1)
    #expect(await outcomes(1) == first)
    #expect(await outcomes(2) != first)
    #expect(Set(first).count == 3)
    #expect(await outcomes(1, most: 3).count { $0 != .succeeded } == 3)
  }

  @Test func What_others_do_between_two_calls_is_seen_by_the_second() async throws {
    let stage = Stage()
    let aws = stage.aws
    let zone = stage.zone
    aws.before("ChangeResourceRecordSets") {
      aws.put(ZoneRecords("TXT", "a.ecs.internal", [#""foreign""#]), in: zone)
    }
    #expect(try await stage.refusals(change).count == 1)
    aws.remove("TXT", "a.ecs.internal", in: zone)
    #expect(try await stage.refusals(change) == [])
  }

  @Test func The_journal_tells_what_was_asked_and_what_became_of_it() async throws {
    let stage = Stage()
    _ = try await stage.refusals(change)
    _ = try await stage.refusals(.delete("A", "B.ecs.internal", "10.0.0.1"))
    _ = try? await stage.ecs.services(["x", "y"], in: "main")
    _ = try? await stage.balancing.classic(named: ["lb"])
    let journal = stage.aws.journal
    #expect(
      journal.map(\.operation) == [
        "ChangeResourceRecordSets", "ChangeResourceRecordSets", "DescribeServices", "elb:DescribeLoadBalancers",
      ])
    #expect(journal[0].changes == ["UPSERT CNAME a.ecs.internal 60 lb."])
    #expect(journal[0].parameters == ["zone": stage.zone])
    #expect(journal[1].changes == ["DELETE A B.ecs.internal 60 10.0.0.1"])
    #expect(journal.map(\.isDone) == [true, false, false, false])
    #expect(journal[2].parameters == ["cluster": "main", "services": "x,y"])
    #expect(journal[2].outcome == .refused(code: "ClusterNotFoundException", message: "Cluster not found."))
    #expect(journal[3].parameters == ["LoadBalancerNames": "lb"])
    stage.aws.clearJournal()
    #expect(stage.aws.journal == [])
  }
}
