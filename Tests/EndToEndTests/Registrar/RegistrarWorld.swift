import AWSDouble

/// A private zone and a cluster with two services: one behind a load balancer of each generation.
struct RegistrarWorld {
  static let zone = "Z0000000EXAMPLE"

  let server: AWSDoubleServer
  var aws: AWSDouble { server.aws }

  init(_ settings: (inout AWSDouble.Settings) -> Void = { _ in }) async throws {
    var own = AWSDouble.Settings()
    settings(&own)
    server = try await .start(AWSDouble(own))
    aws.putZone("ecs.internal", id: Self.zone)
    let group = aws.putTargetGroup("weather", behind: [aws.putLoadBalancer("shared", dnsName: "shared.example.com")])
    let classic = aws.putClassicLoadBalancer("twitch", dnsName: "classic.example.com")
    aws.putService("weatherapp", in: "main", loadBalancers: [group])
    aws.putService("twitchapp", in: "main", loadBalancers: [classic])
    aws.putService("worker", in: "main")
  }

  /// Names and where they lead to.
  var names: [String: String] {
    let records = aws.writtenRecords(in: Self.zone).filter { $0.type == "CNAME" }
    return Dictionary(uniqueKeysWithValues: records.map { ($0.name, $0.values.joined()) })
  }

  static let right = [
    "weatherapp.ecs.internal.": "shared.example.com", "twitchapp.ecs.internal.": "classic.example.com",
  ]

  func run(
    _ arguments: String..., settings: [String: String?] = [:], input: [UInt8] = []
  ) async throws -> RegistrarRun {
    try await RegistrarRun(arguments, server, settings, input: input)
  }
}
