import Foundation
import Testing

@testable import AWS
@testable import AWSDouble
@testable import Registrar

/// What the function's role may do by the template, which `scripts/check-templates` writes down: all that the registrar
/// needs, and nothing that it does not.
@Suite struct PermissionTests {
  private typealias Statement = [String: Any]

  /// As the template sets them.
  private static let settings = [
    "REGISTRAR_CLUSTER": "arn:aws:ecs:eu-west-1:123456789012:cluster/main", "REGISTRAR_ZONE_NAME": "ecs.internal",
  ]

  /// Played by the double: not the log, and not the queue that Lambda itself sends to.
  private static let actions = [
    "ecs:DescribeServices", "ecs:ListServices", "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeTargetGroups", "route53:ChangeResourceRecordSets",
    "route53:ListResourceRecordSets",
  ]

  private static func statements() throws -> [Statement] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Deploy/registrar-policy.json")
    let document = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? Statement
    return try #require(document?["Statement"] as? [Statement])
  }

  private static func actions(of statement: Statement) -> [String] {
    statement["Action"] as? [String] ?? [statement["Action"] as? String].compactMap { $0 }
  }

  private func stage(_ statements: [Statement]) throws -> Stage {
    let json = try JSONSerialization.data(
      withJSONObject: ["Version": "2012-10-17", "Statement": statements] as Statement)
    let policy = try AccessPolicy(json: json)
    return Stage { $0.policy = policy }
  }

  /// Creates, replaces and deletes, with load balancers of both kinds.
  private func keepNames(_ stage: Stage) async throws {
    stage.putService("weatherapp")
    stage.aws.putService("twitchapp", in: "main", loadBalancers: [stage.aws.putClassicLoadBalancer("old")])
    try await stage.reconcile(Self.settings)
    let other = stage.aws.putTargetGroup("new", behind: [stage.aws.putLoadBalancer("new")])
    stage.aws.alterService("weatherapp", in: "main") { $0.loadBalancers = [other] }
    stage.aws.alterService("twitchapp", in: "main") { $0.status = "INACTIVE" }
    try await stage.reconcile(Self.settings)
  }

  @Test func The_templates_permissions_are_enough() async throws {
    let stage = try stage(Self.statements())
    try await keepNames(stage)
    stage.recordsAre(Stage.pair("weatherapp", to: Stage.dns("new")))
    _ = try await stage.application(Self.settings).report(on: RegistrarEvent(trigger: "test", wish: .withdraw))
    stage.recordsAre([])
  }

  @Test(arguments: actions)
  func None_of_them_is_more_than_needed(action: String) async throws {
    let statements = try Self.statements().compactMap { statement in
      let rest = Self.actions(of: statement).filter { $0 != action }
      return rest.isEmpty ? nil : statement.merging(["Action": rest]) { $1 }
    }
    let stage = try stage(statements)
    await #expect(throws: RegistrarError.self) { try await keepNames(stage) }
  }

  @Test func There_are_no_others() throws {
    let others = try Self.statements().flatMap(Self.actions).filter { !$0.hasPrefix("logs:") && !$0.hasPrefix("sqs:") }
    #expect(others.sorted() == Self.actions)
  }

  @Test(arguments: [
    (RecordChange.Action.upsert, "CNAME", "weatherapp.ecs.internal", "lb.example.com"),
    (.create, "A", "weatherapp.ecs.internal", "10.0.0.1"), (.create, "TXT", "ecs.internal", #""mine""#),
  ])
  func Nothing_can_be_overwritten_and_no_other_record_written(
    action: RecordChange.Action, type: String, name: String, value: String
  ) async throws {
    let stage = try stage(Self.statements())
    let route53 = Route53(stage.aws.client(retries: RetryRule(attempts: 1)))
    let change = RecordChange(action, ResourceRecordSet(name: name, type: type, ttl: 60, values: [value]))
    let error = await #expect(throws: AWSError.self) { _ = try await route53.change([change], in: Stage.zoneID) }
    #expect(error?.code == "AccessDenied")
  }
}
