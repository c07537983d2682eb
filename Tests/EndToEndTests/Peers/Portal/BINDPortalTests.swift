import Testing

/// A portal before a real BIND, whose zones are like those of Route 53 and of Cloud Map.
@Suite(.serialized, .enabled(if: TestTool.named.isPresent, TestTool.named.absence))
struct BINDPortalTests {
  private static let strategies = ["route53", "cloudmap"]

  @Test(arguments: strategies)
  func All_four_routes_answer_and_every_instance_is_used(strategy: String) async throws {
    let stack = try await start(Backend.all, strategy)
    try await stack.everyInstanceIsUsed()
    let question = strategy == "route53" ? "A weatherapp.ecs.internal." : "A weather.workshop.local."
    #expect(try await stack.portal.service("weather").question == question)
    await stack.end()
  }

  @Test(arguments: strategies)
  func A_killed_instance_costs_no_request_and_is_used_again_when_it_is_back(strategy: String) async throws {
    let stack = try await start([.weather], strategy)
    try await stack.aKilledInstanceCostsNoRequest()
    await stack.end()
  }

  @Test(arguments: strategies)
  func Whom_the_zone_names_is_used_and_nobody_else(strategy: String) async throws {
    let stack = try await start([.weather], strategy)
    try await stack.whoIsNamedIsUsed()
    await stack.end()
  }

  @Test(arguments: strategies)
  func A_dead_name_server_costs_no_request(strategy: String) async throws {
    let stack = try await start([.weather], strategy)
    try await stack.aDeadNameServerCostsNoRequest()
    await stack.end()
  }

  private func start(_ backends: [Backend], _ strategy: String) async throws -> AddressedStack {
    try await .start(backends, strategy: strategy) { places in
      let server = try await BINDServer.start(zones: zones(strategy, places))
      return .init(
        server: "\(server.address)", change: { try server.change(zones(strategy, $0)) },
        kill: { await server.kill() })
    }
  }

  private func zones(_ strategy: String, _ places: AddressedStack.Places) -> [String: String] {
    strategy == "route53" ? route53(places) : ["workshop.local": records(places)]
  }

  /// Each name stands for that of a load balancer, which is in a zone of others.
  private func route53(_ places: AddressedStack.Places) -> [String: String] {
    let aliases = places.addresses.keys.map { name in
      "\(name.filter { $0 != "-" })app 5 CNAME \(name).elb.example."
    }
    return ["ecs.internal": aliases.joined(separator: "\n"), "elb.example": records(places)]
  }

  private func records(_ places: AddressedStack.Places) -> String {
    places.addresses.flatMap { name, addresses in addresses.map { "\(name) 1 A \($0)" } }.joined(separator: "\n")
  }
}
