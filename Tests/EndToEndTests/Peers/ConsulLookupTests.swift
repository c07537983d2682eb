import DNS
import Discovery
import Foundation
import Logging
import Synchronization
import Testing
import Timing

/// What a real Consul agent answers, by DNS and by its HTTP API.
@Suite(
  .serialized, .enabled(if: TestTool.consul.isPresent, TestTool.consul.absence),
  .enabled(if: TestTool.dig.isPresent, TestTool.dig.absence))
struct ConsulLookupTests {
  private func resolver(_ strategy: DiscoveryStrategy, _ agent: ConsulAgent) throws -> any ServiceResolver {
    let address = try #require(IPAddress(agent.address))
    let dns = DNSClient.patient(with: ServerAddress(address, port: 8600))
    return try ServiceQuery(strategy: strategy, service: "weather").makeResolver(dns: dns, consul: agent.api)
  }

  private func resolve(_ resolver: any ServiceResolver) async throws -> Resolution {
    try await resolver.resolve(deadline: .after(.seconds(60), by: .real))
  }

  /// The resolver's answer once it is `isExpected`: an agent takes a moment to know what it was told.
  private func found(
    by resolver: any ServiceResolver, on agent: ConsulAgent, _ isExpected: (Resolution) -> Bool
  ) async throws -> Resolution {
    try await agent.wait(for: "the instances to be found") {
      guard let resolution = try? await resolve(resolver), isExpected(resolution) else { return nil }
      return resolution
    }
  }

  /// Who asks without EDNS, like the originals' portal, is shown three of them.
  @Test func Five_instances_are_found_by_UDP_with_ports_and_weights() async throws {
    let agent = try await ConsulAgent.start()
    for number in 1...5 { try await agent.register(number, port: 4000 + number, weight: number) }
    let resolver = try resolver(.consul, agent)
    let resolution = try await found(by: resolver, on: agent) { $0.instances.count == 5 }
    #expect(
      Set(resolution.instances.map { "\($0.endpoint) \($0.priority) \($0.weight)" })
        == Set((1...5).map { "10.0.0.\($0):400\($0) 1 \($0)" }))
    #expect(resolution.question?.transport == "udp")
    #expect(!resolution.isPartial)
    let shown = try await PeerProcess.run(
      .dig, ["@\(agent.address)", "-p", "8600", "weather.service.consul", "SRV", "+short", "+noedns", "+ignore"])
    #expect(shown.count == 3)
    await agent.kill()
  }

  @Test func Three_instances_are_asked_for_by_TCP_since_UDP_may_have_cut_them() async throws {
    let agent = try await ConsulAgent.start()
    for number in 1...3 { try await agent.register(number) }
    let resolver = try resolver(.consul, agent)
    let resolution = try await found(by: resolver, on: agent) { $0.instances.count == 3 }
    #expect(resolution.question?.transport == "tcp")
    #expect(!resolution.isPartial)
    // From now on it is asked by TCP alone, and so finds the fourth.
    try await agent.register(4)
    let next = try await found(by: resolver, on: agent) { $0.instances.count == 4 }
    #expect(next.question?.transport == "tcp")
    await agent.kill()
  }

  @Test func Of_two_instances_UDP_shows_both() async throws {
    let agent = try await ConsulAgent.start()
    try await agent.register(1)
    try await agent.register(2)
    let resolution = try await found(by: resolver(.consul, agent), on: agent) { $0.instances.count == 2 }
    #expect(resolution.question?.transport == "udp")
    #expect(resolution.ttl == .zero)
    await agent.kill()
  }

  @Test(arguments: [(DiscoveryStrategy.consul, "noSuchName"), (.consulAPI, "noInstances")])
  func A_service_that_nobody_registered_has_nobody(strategy: DiscoveryStrategy, code: String) async throws {
    let agent = try await ConsulAgent.start()
    let resolver = try resolver(strategy, agent)
    await #expect { try await resolve(resolver) } throws: { error in
      (error as? ResolutionFailure)?.code.description == code
    }
    await agent.kill()
  }

  @Test func The_HTTP_API_tells_all_five_with_their_IDs_and_weights() async throws {
    let agent = try await ConsulAgent.start()
    for number in 1...5 { try await agent.register(number, port: 4000 + number, weight: number) }
    let resolution = try await found(by: resolver(.consulAPI, agent), on: agent) { $0.instances.count == 5 }
    #expect(
      Set(resolution.instances.map { "\($0.id ?? "") \($0.endpoint) \($0.weight)" })
        == Set((1...5).map { "weather-\($0) 10.0.0.\($0):400\($0) \($0)" }))
    await agent.kill()
  }

  @Test func A_watch_hears_of_who_comes_and_who_goes_and_outlives_the_agent() async throws {
    let agent = try await ConsulAgent.start()
    try await agent.register(1)
    let sets = Sets()
    let cache = ResolutionCache(
      resolver: try resolver(.consulAPI, agent), time: .real, random: .system, hasServedRecently: { _ in false },
      onChange: { sets.add($0) }, logger: Logger(label: "watch"))
    try await cache.waitUntilKnown(deadline: .after(.seconds(20), by: .real))
    try await agent.register(2)
    try await agent.wait(for: "the second") { sets.last == [1, 2] ? true : nil }
    try await agent.deregister(1)
    try await agent.wait(for: "the first to be gone") { sets.last == [2] ? true : nil }
    // The last one is missed only after it was asked for twice.
    try await agent.deregister(2)
    try await agent.wait(for: "nobody") { sets.last == [] ? true : nil }
    try await agent.register(3)
    try await agent.wait(for: "the third") { sets.last == [3] ? true : nil }
    await agent.kill()
    while cache.report(at: .now).status != .stale { try await Task.sleep(for: .milliseconds(10)) }
    #expect(cache.touch(at: .now))
    #expect(sets.last == [3])
    cache.stop()
  }
}

/// What a cache handed on, by the last byte of the addresses.
private final class Sets: Sendable {
  private let all = Mutex<[Set<UInt32>]>([])

  var last: Set<UInt32>? { all.withLock { $0.last } }

  func add(_ instances: [ServiceInstance]) {
    let numbers = instances.map { instance -> UInt32 in
      if case .v4(let bits) = instance.endpoint.address { bits & 0xFF } else { 0 }
    }
    all.withLock { $0.append(Set(numbers)) }
  }
}
