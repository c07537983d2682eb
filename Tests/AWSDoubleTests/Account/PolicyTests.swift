import Foundation
import Testing

@testable import AWS
@testable import AWSDouble

/// What a policy of IAM lets a role do.
@Suite struct PolicyTests {
  private func stage(_ statements: String) throws -> Stage {
    let policy = try AccessPolicy(json: Data(#"{"Version":"2012-10-17","Statement":[\#(statements)]}"#.utf8))
    let stage = Stage { $0.policy = policy }
    stage.aws.putService("weather", in: "main")
    stage.aws.putService("weather", in: "other")
    return stage
  }

  private static let zone = "arn:aws:route53:::hostedzone/Z0000000EXAMPLE"

  /// As the template of the registrar has it.
  private static let writing = #"""
    {"Effect":"Allow","Action":"route53:ChangeResourceRecordSets","Resource":"\#(zone)","Condition":{
      "ForAllValues:StringLike":{"route53:ChangeResourceRecordSetsNormalizedRecordNames":["*.ecs.internal"]},
      "ForAllValues:StringEquals":{"route53:ChangeResourceRecordSetsRecordTypes":["CNAME","TXT"],
        "route53:ChangeResourceRecordSetsActions":["UPSERT","DELETE"]},
      "Null":{"route53:ChangeResourceRecordSetsRecordTypes":"false"}}}
    """#

  private func code(_ call: () async throws -> Void) async -> String? {
    do {
      try await call()
      return nil
    } catch {
      return (error as? AWSError)?.code.description ?? "\(error)"
    }
  }

  @Test func What_is_not_allowed_is_denied() async throws {
    let stage = try stage(#"{"Effect":"Allow","Action":"route53:GetHostedZone","Resource":"\#(Self.zone)"}"#)
    #expect(await code { _ = try await stage.route53.hostedZone(stage.zone) } == nil)
    #expect(await code { _ = try await stage.route53.hostedZone("Z404") } == "AccessDenied")
    #expect(await code { _ = try await stage.route53.recordSets(in: stage.zone) } == "AccessDenied")
    #expect(await code { _ = try await stage.ecs.serviceARNs(in: "main") } == "AccessDeniedException")
    #expect(await code { _ = try await stage.balancing.classic() } == "AccessDenied")
    #expect(await code { _ = try await stage.balancing.targetGroups() } == "AccessDenied")
  }

  @Test(arguments: [
    (RecordChange.upsert("CNAME", "a.ecs.internal", "lb."), true), (.upsert("TXT", "_a.ECS.internal.", #""a""#), true),
    (.upsert("A", "a.ecs.internal", "10.0.0.1"), false), (.create("CNAME", "a.ecs.internal", "lb."), false),
    (.upsert("TXT", "ecs.internal", #""a""#), false), (.upsert("CNAME", "a.elsewhere", "lb."), false),
  ])
  func A_batch_is_allowed_by_its_names_types_and_actions(change: RecordChange, isAllowed: Bool) async throws {
    let stage = try stage(Self.writing)
    let fine = RecordChange.upsert("CNAME", "fine.ecs.internal", "lb.")
    let code = await code { _ = try await stage.route53.change([fine, change], in: stage.zone) }
    #expect(code == (isAllowed ? nil : "AccessDenied"))
    #expect(stage.aws.changes.isEmpty == !isAllowed)
  }

  @Test func Services_are_allowed_by_their_cluster() async throws {
    let stage = try stage(
      #"""
      {"Effect":"Allow","Action":"ecs:DescribeServices","Resource":"arn:aws:ecs:*:123456789012:service/main/*"},
      {"Effect":"Allow","Action":["ecs:listservices"],"Resource":"*","Condition":{
        "ArnEquals":{"ecs:cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/main"}}},
      {"Effect":"Allow","Action":"ecs:DescribeClusters","Resource":["arn:aws:ecs:eu-west-1:123456789012:cluster/mai?"]}
      """#)
    let main = stage.aws.place.cluster("main")
    for cluster in ["main", main] {
      #expect(await code { _ = try await stage.ecs.serviceARNs(in: cluster) } == nil)
      #expect(await code { _ = try await stage.ecs.services(["weather"], in: cluster) } == nil)
      #expect(await code { _ = try await stage.ecs.clusters([cluster]) } == nil)
    }
    #expect(await code { _ = try await stage.ecs.serviceARNs(in: "other") } == "AccessDeniedException")
    #expect(await code { _ = try await stage.ecs.services(["weather"], in: "other") } == "AccessDeniedException")
    #expect(await code { _ = try await stage.ecs.clusters(["other"]) } == "AccessDeniedException")
  }

  @Test func An_action_that_knows_no_resources_is_allowed_for_all_or_not_at_all() async throws {
    let narrow = try stage(#"{"Effect":"Allow","Action":"ecs:ListServices","Resource":"arn:aws:ecs:*"}"#)
    #expect(await code { _ = try await narrow.ecs.serviceARNs(in: "main") } == "AccessDeniedException")
    let all = try stage(#"{"Effect":"Allow","Action":"elasticloadbalancing:Describe*","Resource":"*"}"#)
    #expect(await code { _ = try await all.balancing.classic() } == nil)
  }

  @Test func A_denial_is_stronger() async throws {
    let stage = try stage(
      #"""
      {"Effect":"Allow","Action":"*","Resource":"*"},
      {"Effect":"Deny","Action":"route53:Change*","Resource":"*"}
      """#)
    #expect(await code { _ = try await stage.route53.hostedZone(stage.zone) } == nil)
    let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")
    #expect(await code { _ = try await stage.route53.change([change], in: stage.zone) } == "AccessDenied")
  }

  @Test(arguments: [
    #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"a":"1"}}}"#,
    #"{"Effect":"Perhaps","Action":"*","Resource":"*"}"#, #"{"Effect":"Allow","NotAction":"*","Resource":"*"}"#,
  ])
  func What_is_not_known_of_policies_is_not_passed_over(statement: String) {
    #expect(throws: (any Error).self) { try stage(statement) }
  }

  @Test(arguments: [
    ("a.b", "*.b", true), ("a.b", "a.?", true), ("a.b", "a", false), ("", "*", true), ("", "?", false),
    ("aXbXc", "a*b*c", true), ("aXbXd", "a*b*c", false), ("x.ecs.internal.", "*.ecs.internal", false),
  ])
  func A_pattern_has_stars_and_question_marks(text: String, pattern: String, matches: Bool) {
    #expect(Wildcard.matches(text, pattern) == matches)
  }
}
