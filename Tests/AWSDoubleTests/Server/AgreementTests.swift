import AWSTesting
import HTTPClient
import Testing

@testable import AWS
@testable import AWSDouble

/// The double beside moto: the same calls to both, where moto is right, and where it is not.
@Suite(.serialized, .enabled(if: PythonTools.arePresent, Comment(rawValue: PythonTools.absence)))
struct AgreementTests {
  /// One of the two, with the zone that is written to.
  struct Side {
    var client: AWSClient
    var zone: String
    var route53: Route53 { Route53(client) }

    /// What was answered, or the code of the error.
    func outcome(_ step: Step) async -> String {
      do {
        return try await step.act(self)
      } catch {
        return (error as? AWSError)?.code.description ?? "\(error)"
      }
    }
  }

  struct Step: Sendable {
    var name: String
    var act: @Sendable (Side) async throws -> String

    init(_ name: String, _ act: @escaping @Sendable (Side) async throws -> String) {
      self.name = name
      self.act = act
    }

    static func change(_ name: String, _ changes: RecordChange...) -> Step {
      Step(name) { side in
        let made = try await side.route53.change(changes, in: side.zone)
        return made.id.hasPrefix("/change/C") ? "made" : made.id
      }
    }
  }

  private static func sides() async throws -> [Side] {
    let http = Client()
    let environment = try await MotoWorld.shared.environment.merging(["AWS_REGION": "eu-west-1"]) { $1 }
    var client = try await AWSClient.configured(by: environment, calls: http, local: http)
    (client.timeout, client.attemptTimeout) = (.seconds(600), .seconds(300))
    let zone = try #require(try await Route53(client).hostedZones(from: "agreement.internal").first)
    let stage = Stage()
    Self.furnish(stage.aws)
    return [Side(client: client, zone: zone.id), Side(client: stage.client, zone: "Z1")]
  }

  /// As world.py furnishes moto.
  private static func furnish(_ aws: AWSDouble) {
    aws.putZone("agreement.internal", id: "Z1")
    let group = aws.putTargetGroup("twitch", behind: [aws.putLoadBalancer("twitch-lb")])
    let classic = aws.putClassicLoadBalancer("weather-lb")
    aws.putService("twitch", in: "main", loadBalancers: [group])
    aws.putService("weather", in: "main", loadBalancers: [classic])
    aws.putService("portal", in: "main")
    for number in 0..<12 { aws.putService("other-\(number)", in: "main") }
  }

  private static func records(_ side: Side) async throws -> String {
    let sets = try await side.route53.recordSets(in: side.zone).filter { !["NS", "SOA"].contains($0.type) }
    return sets.map { "\($0.type) \($0.name) \($0.ttl ?? -1) \($0.values.joined(separator: ","))" }
      .joined(separator: "\n")
  }

  private static func cname(_ name: String, _ value: String) -> RecordChange {
    .upsert("CNAME", name.hasSuffix(".") ? name : "\(name).agreement.internal", value)
  }

  @Test func Both_write_read_and_refuse_alike() async throws {
    let steps = [
      Step("zone") { try await $0.route53.hostedZone($0.zone).name },
      Step("no such zone") { try await $0.route53.hostedZone("Z404").name },
      Step("zones by name") { side in
        try await side.route53.hostedZones(from: "agreement.internal").first.map { "\($0.name) \($0.isPrivate)" } ?? ""
      },
      .change("create", .create("CNAME", "a.agreement.internal", "one.")),
      .change("create again", .create("CNAME", "a.agreement.internal", "one.")),
      .change("replace", Self.cname("a", "two.")),
      .change("text", .create("TXT", "_owner.a.agreement.internal", #""heritage=x,<&>""#, #""b c""#)),
      .change("elsewhere", .create("CNAME", "a.elsewhere", "lb.")),
      Step("records", Self.records),
      Step("pages") { side in
        let changes = (100..<230).map { Self.cname("x\($0)", "lb.") }
        _ = try await side.route53.change(changes, in: side.zone)
        let all = try await Self.records(side)
        _ = try await side.route53.change(changes.map { RecordChange(.delete, $0.recordSet) }, in: side.zone)
        return all
      },
      Step("some of a name") { side in
        try await side.route53.recordSets(in: side.zone, called: "A.agreement.internal", type: "CNAME").map(\.values)
          .description
      },
      .change("delete", .delete("CNAME", "a.agreement.internal", "two.")),
      .change("delete text", .delete("TXT", "_owner.a.agreement.internal", #""heritage=x,<&>""#, #""b c""#)),
      Step("records in the end", Self.records),
    ]
    try await compare(steps)
  }

  @Test func Both_tell_of_services_and_load_balancers_alike() async throws {
    let steps = [
      Step("services") { side in
        let ecs = ECS(side.client)
        let described = try await ecs.services(ecs.serviceARNs(in: "main") + ["none"], in: "main")
        let items = described.items.sorted { $0.serviceName < $1.serviceName }.map { service in
          "\(service.serviceArn) \(service.clusterArn) \(service.status) \(service.desiredCount) "
            + service.loadBalancers.map { "\($0.loadBalancerName ?? "group") \($0.containerPort ?? 0)" }.joined()
        }
        return (items + described.failures.map { "\($0.arn?.split(separator: "/").last ?? "") \($0.reason ?? "")" })
          .joined(separator: "\n")
      },
      Step("cluster by ARN") { side in
        let arn = try await ECS(side.client).clusters(["main"]).items.map(\.clusterArn).joined()
        return try await "\(arn) \(ECS(side.client).serviceARNs(in: arn).count)"
      },
      Step("no such cluster") { try await ECS($0.client).serviceARNs(in: "none").description },
      Step("no such cluster described") { side in
        try await ECS(side.client).clusters(["none"]).failures.map { "\($0.arn ?? "") \($0.reason ?? "")" }.joined()
      },
      Step("from group to name") { side in
        let balancing = LoadBalancing(side.client)
        let groups = try await balancing.targetGroups()
        let found = try await balancing.loadBalancers(groups.flatMap(\.loadBalancerARNs))
        return groups.map(\.name).joined() + found.map { "\($0.name) \($0.type ?? "")" }.joined()
      },
      Step("by name") { try await LoadBalancing($0.client).loadBalancers(named: ["twitch-lb"]).map(\.name).joined() },
      Step("classic") { try await LoadBalancing($0.client).classic().map(\.name).joined() },
      Step("no such name") { try await LoadBalancing($0.client).loadBalancers(named: ["none"]).description },
      Step("no such classic name") { try await LoadBalancing($0.client).classic(named: ["none"]).description },
      Step("no such ARN") { side in
        let arn = Place().loadBalancer("none")
        return try await LoadBalancing(side.client).loadBalancers([arn]).description
      },
      Step("no such group") { side in
        try await LoadBalancing(side.client).targetGroups([Place().targetGroup("none")]).description
      },
    ]
    try await compare(steps)
  }

  /// What moto lets pass and Route 53 does not. Where moto has learned a rule, its step belongs to those above.
  @Test func Moto_lets_pass_what_Route_53_refuses() async throws {
    let known = Self.cname("known", "old.")
    let steps: [Step] = [
      .change("a value of earlier times is deleted", .delete("CNAME", "known.agreement.internal", "old.")),
      .change("what is there is created with another value", .create("CNAME", "known.agreement.internal", "x.")),
      .change("a CNAME at the apex", .upsert("CNAME", "agreement.internal", "lb.")),
      .change("a CNAME beside a text", .upsert("CNAME", "text.agreement.internal", "lb.")),
      .change("a text beside a CNAME", .upsert("TXT", "known.agreement.internal", #""a""#)),
      .change("a CNAME of two values", .upsert("CNAME", "two.agreement.internal", "one.", "two.")),
      .change("a name that ends alike but is not in the zone", .upsert("CNAME", "xagreement.internal", "lb.")),
      .change("a text without quotes", .upsert("TXT", "plain.agreement.internal", "plain")),
      .change("an address that is none", .upsert("A", "address.agreement.internal", "lb.example.com")),
      .change("a set twice in a batch", Self.cname("twice", "lb."), Self.cname("twice", "lb.")),
      .change("an empty label", Self.cname("a..b", "lb.")),
    ]
    for step in steps {
      for (side, expected) in zip(try await Self.sides(), ["made", "InvalidChangeBatch"]) {
        _ = try await side.route53.change([known, .upsert("TXT", "text.agreement.internal", #""a""#)], in: side.zone)
        _ = try await side.route53.change([Self.cname("known", "new.")], in: side.zone)
        let outcome = await side.outcome(step)
        #expect(outcome == expected, "\(step.name)")
        try await Self.clear(side)
      }
    }
  }

  /// What both answer, each in its own way.
  @Test func Moto_answers_some_calls_otherwise() async throws {
    let steps: [(step: Step, moto: String, ours: String)] = [
      (
        .change("delete what never was", .delete("CNAME", "never.agreement.internal", "lb.")), "InvalidInput",
        "InvalidChangeBatch"
      ),
      (
        Step("a batch is made whole or not at all") { side in
          let changes = [Self.cname("b", "lb."), Self.cname("c.elsewhere.", "lb.")]
          _ = try? await side.route53.change(changes, in: side.zone)
          return try await Self.records(side)
        }, "CNAME b.agreement.internal. 60 lb.", ""
      ),
      (
        Step("a star is escaped and letters are small") { side in
          _ = try await side.route53.change([Self.cname("*.Big", "lb.")], in: side.zone)
          return try await Self.records(side)
        }, "CNAME *.Big.agreement.internal. 60 lb.", #"CNAME \052.big.agreement.internal. 60 lb."#
      ),
      (
        Step("a change spreads") { side in
          let made = try await side.route53.change([Self.cname("a", "lb.")], in: side.zone)
          return try await "\(side.route53.change(made.id).isInSync)"
        }, "true", "false"
      ),
    ]
    for (step, moto, ours) in steps {
      for (side, expected) in zip(try await Self.sides(), [moto, ours]) {
        let outcome = await side.outcome(step)
        #expect(outcome == expected, "\(step.name)")
        try await Self.clear(side)
      }
    }
  }

  /// Leaves nothing for the next test, as far as the side tells.
  private static func clear(_ side: Side) async throws {
    for set in try await side.route53.recordSets(in: side.zone) where !["NS", "SOA"].contains(set.type) {
      _ = try? await side.route53.change([RecordChange(.delete, set)], in: side.zone)
    }
  }

  private func compare(_ steps: [Step]) async throws {
    let sides = try await Self.sides()
    for step in steps {
      let moto = await sides[0].outcome(step)
      let ours = await sides[1].outcome(step)
      #expect(ours == moto, "\(step.name)")
    }
  }
}
