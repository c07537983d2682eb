import AWSDouble
import LambdaTesting

/// The registrar as a process that AWS Lambda has started: its Runtime API and the services of AWS are played.
struct RunningFunction: Sendable {
  let program: Program
  let api: PlayedRuntimeAPI

  /// Runs it for as long as `body` does.
  ///
  /// - Parameter settings: Beside where the played services are. An empty value takes one away.
  static func run(
    with aws: AWSDouble, _ settings: [String: String] = [:], _ body: (RunningFunction) async throws -> Void
  ) async throws {
    let server = try await AWSDoubleServer.start(aws)
    let api = PlayedRuntimeAPI()
    try await api.serving { address in
      let known = [
        "AWS_LAMBDA_RUNTIME_API": address, "REGISTRAR_ZONE_ID": "Z0000000EXAMPLE", "REGISTRAR_CLUSTER": "main",
        "REGISTRAR_ZONE_NAME": "ecs.internal",
      ]
      let program = try Program(
        "registrar", [], server.environment.merging(known) { $1 }.merging(settings) { $1 })
      do {
        try await body(RunningFunction(program: program, api: api))
      } catch {
        await program.end()
        throw error
      }
      await program.end()
    }
    try await server.stop()
  }

  func invoke(_ id: String, _ event: [UInt8]) async throws -> PlayedReport {
    api.invoke(PlayedInvocation(id, String(decoding: event, as: UTF8.self)))
    return try await report()
  }

  func report() async throws -> PlayedReport {
    try await program.wait(for: "a report") { api.reportSoFar() }
  }
}

extension AWSDouble {
  /// A cluster `main` with a service behind a load balancer, and an empty zone.
  static func withOneService(_ name: String = "twitch", _ settings: Settings = Settings()) -> AWSDouble {
    let aws = AWSDouble(settings)
    aws.putZone("ecs.internal")
    let balancer = aws.putLoadBalancer("internal-lb", dnsName: "internal-lb.elb.amazonaws.com")
    aws.putService(name, in: "main", loadBalancers: [aws.putTargetGroup(name, behind: [balancer])])
    return aws
  }

  /// `twitch.ecs.internal. CNAME internal-lb.elb.amazonaws.com.`, without what the registrar notes for itself.
  var names: [String] {
    writtenRecords(in: "Z0000000EXAMPLE").filter { $0.type == "CNAME" }
      .map { "\($0.name) \($0.type) \($0.values.joined(separator: " "))" }
  }
}
