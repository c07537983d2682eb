import AWSTesting
import Testing

@testable import AWS

/// All calls over real connections, signed with what the instance's metadata gave, each signature checked by botocore.
@Suite(.enabled(if: PythonTools.arePresent, Comment(rawValue: PythonTools.absence))) struct WorldTests {
  @Test func Services_and_their_load_balancers_are_found() async throws {
    let client = try await MotoWorld.shared.client()
    let ecs = ECS(client)
    #expect(try await ecs.clusters(["main", "none"]).items.map(\.clusterName) == ["main"])
    let arns = try await ecs.serviceARNs(in: "main")
    #expect(arns.count == 15)
    let described = try await ecs.services(arns + ["none"], in: "main")
    #expect(described.items.count == 15)
    #expect(described.failures.map(\.reason) == ["MISSING"])
    let services = Dictionary(uniqueKeysWithValues: described.items.map { ($0.serviceName, $0) })
    #expect(services["portal"]?.loadBalancers.isEmpty == true)

    let balancing = LoadBalancing(client)
    let group = try #require(services["twitch"]?.loadBalancers.first?.targetGroupArn)
    let balancer = try #require(try await balancing.targetGroups([group]).first?.loadBalancerARNs.first)
    let found = try await balancing.loadBalancers([balancer])
    #expect(found.map(\.name) == ["twitch-lb"])
    #expect(found.first?.dnsName.hasSuffix(".elb.amazonaws.com") == true)
    #expect(try await balancing.loadBalancers(named: ["twitch-lb"]) == found)

    let classic = try #require(services["weather"]?.loadBalancers.first?.loadBalancerName)
    #expect(try await balancing.classic(named: [classic]).map(\.name) == ["weather-lb"])
  }

  @Test func Records_are_written_found_and_deleted() async throws {
    let route53 = try await Route53(MotoWorld.shared.client())
    let zone = try #require(try await route53.hostedZones(from: "ecs.internal").first)
    #expect(zone.name == "ecs.internal.")
    #expect(zone.isPrivate)
    #expect(try await route53.hostedZone(zone.id).networks.count == 1)

    let text = ResourceRecordSet(name: "_owner.x.ecs.internal.", type: "TXT", ttl: 60, values: ["\"a <&> b\""])
    let many = (100..<250).map {
      ResourceRecordSet(name: "x\($0).ecs.internal.", type: "CNAME", ttl: 60, values: ["lb-\($0).example.com"])
    }
    let change = try await route53.change(
      ([text] + many).map { RecordChange(.upsert, $0) }, in: zone.id, comment: "a & b")
    #expect(try await route53.change(change.id).isInSync)

    // More than a page.
    let written = try await route53.recordSets(in: zone.id).filter { $0.type == "CNAME" }
    #expect(written == many)
    #expect(try await route53.recordSets(in: zone.id, called: "X200.ecs.internal", type: "CNAME") == [many[100]])
    #expect(try await route53.recordSets(in: zone.id, called: "x200.ecs.internal", type: "TXT") == [])
    #expect(try await route53.recordSets(in: zone.id, called: text.name, type: "TXT") == [text])

    _ = try await route53.change(([text] + many).map { RecordChange(.delete, $0) }, in: zone.id)
    #expect(try await route53.recordSets(in: zone.id).allSatisfy { ["NS", "SOA"].contains($0.type) })
  }

  @Test func Services_and_instances_of_Cloud_Map_are_found() async throws {
    let cloudMap = try await CloudMap(MotoWorld.shared.client())
    #expect(try await cloudMap.services().map(\.name) == ["twitch"])
    let instances = try await cloudMap.instances(of: "twitch", in: "workshop.local")
    #expect(instances.map(\.id) == ["i-1"])
    #expect(instances.first?.attributes["AWS_INSTANCE_PORT"] == "4567")
  }

  @Test func Errors_have_the_services_codes() async throws {
    let client = try await MotoWorld.shared.client()
    func code(_ call: () async throws -> Void) async -> AWSError.Code? {
      await #expect(throws: AWSError.self) { try await call() }?.code
    }
    #expect(await code { _ = try await Route53(client).hostedZone("Z404") } == .noSuchHostedZone)
    #expect(await code { _ = try await ECS(client).serviceARNs(in: "none") } == .clusterNotFound)
    #expect(await code { _ = try await LoadBalancing(client).loadBalancers(named: ["none"]) } == .loadBalancerNotFound)
    #expect(await code { _ = try await LoadBalancing(client).classic(named: ["none"]) } == .loadBalancerNotFound)
    let zone = try #require(try await Route53(client).hostedZones(from: "ecs.internal").first)
    let taken = RecordChange(
      .create, ResourceRecordSet(name: "a.elsewhere.", type: "CNAME", ttl: 60, values: ["lb."]))
    #expect(await code { _ = try await Route53(client).change([taken], in: zone.id) } == .invalidChangeBatch)
  }

  @Test func A_wrong_key_is_refused_by_what_checks_signatures() async throws {
    let client = try await MotoWorld.shared.client([
      "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "test-key", "AWS_SECRET_ACCESS_KEY": "wrong",
    ])
    let error = await #expect(throws: AWSError.self) { try await Route53(client).hostedZones(from: "a b") }
    #expect(error?.code == "SignatureDoesNotMatch")
    #expect(error?.status == 403)
  }

  @Test func The_region_is_the_instances_where_no_variable_says_one() async throws {
    #expect(try await MotoWorld.shared.client([:]).region.name == "us-east-1")
  }
}
