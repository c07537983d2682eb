import HTTPClient
import Testing

@testable import AWS
@testable import AWSDouble

/// The double behind a socket, called over real connections.
@Suite struct ServerTests {
  private struct Served {
    let server: AWSDoubleServer
    let http = Client()
    var aws: AWSDouble { server.aws }

    init() async throws {
      var settings = AWSDouble.Settings()
      settings.route53PerSecond = nil
      server = try await .start(AWSDouble(settings))
      server.aws.putZone("ecs.internal")
    }

    func client(_ more: [String: String] = [:], attempts: Int = 1) async throws -> AWSClient {
      var client = try await AWSClient.configured(
        by: server.environment.merging(more) { $1 }, calls: http, local: http)
      client.retries.attempts = attempts
      // No test here is about time, and the machine may be busy.
      (client.timeout, client.attemptTimeout) = (.seconds(600), .seconds(300))
      return client
    }
  }

  private let zone = "Z0000000EXAMPLE"
  private let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")

  @Test func All_services_are_at_one_address() async throws {
    let served = try await Served()
    let group = served.aws.putTargetGroup("weather", behind: [served.aws.putLoadBalancer("shared")])
    served.aws.putClassicLoadBalancer("old")
    let arn = served.aws.putService("weather", in: "main", loadBalancers: [group])
    let client = try await served.client()
    #expect(try await ECS(client).serviceARNs(in: "main") == [arn])
    #expect(try await ECS(client).services([arn], in: "main").items.first?.loadBalancers == [group])
    #expect(try await LoadBalancing(client).targetGroups().count == 1)
    #expect(try await LoadBalancing(client).classic(named: ["old"]).count == 1)
    let made = try await Route53(client).change([change], in: zone)
    #expect(try await !Route53(client).change(made.id).isInSync)
    #expect(try await Route53(client).recordSets(in: zone, called: "a.ecs.internal", type: "CNAME").count == 1)
    #expect(try await Route53(client).hostedZones(from: "ecs.internal").count == 1)
    #expect(served.aws.writtenRecords(in: zone).map(\.description) == ["CNAME a.ecs.internal. 60 lb."])
    try await served.server.stop()
  }

  @Test func Each_signature_is_checked() async throws {
    let served = try await Served()
    let error = await #expect(throws: AWSError.self) {
      try await Route53(served.client(["AWS_SECRET_ACCESS_KEY": "wrong"])).change([change], in: zone)
    }
    #expect(error?.code == "SignatureDoesNotMatch" && error?.status == 403)
    try await served.server.stop()
  }

  @Test(arguments: [InjectedFailure.lostRequest, .lostAnswer])
  func A_connection_that_is_lost_is_no_answer(failure: InjectedFailure) async throws {
    let served = try await Served()
    served.aws.fail(failure, on: "ChangeResourceRecordSets", times: 1)
    let error = await #expect(throws: AWSError.self) {
      try await Route53(served.client()).change([change], in: zone)
    }
    #expect(error?.code == .unreachable)
    #expect((error?.cause as? ClientError)?.code == .connectionLost)
    #expect(served.aws.changes.count == (failure == .lostAnswer ? 1 : 0))
    try await served.server.stop()
  }

  @Test func A_client_that_repeats_gets_over_it() async throws {
    let served = try await Served()
    for failure in [InjectedFailure.status(503), .lostRequest, .lostAnswer] {
      served.aws.fail(failure, on: "ChangeResourceRecordSets")
    }
    _ = try await Route53(served.client(attempts: 4)).change([change], in: zone)
    #expect(served.aws.changes.count == 2)
    #expect(served.aws.journal.count == 4)
    try await served.server.stop()
  }

  @Test func A_slow_answer_comes_in_the_end() async throws {
    let served = try await Served()
    served.aws.fail(.slow(.milliseconds(50)), on: "ChangeResourceRecordSets")
    _ = try await Route53(served.client()).change([change], in: zone)
    try await served.server.stop()
  }

  @Test func Whoever_calls_what_is_stopped_reaches_nobody() async throws {
    let served = try await Served()
    let client = try await served.client()
    try await served.server.stop()
    let error = await #expect(throws: AWSError.self) { try await Route53(client).hostedZone(zone) }
    #expect(error?.code == .unreachable)
  }
}
