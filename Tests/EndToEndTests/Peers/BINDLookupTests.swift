import DNS
import Discovery
import Testing
import Timing

/// The zones of the strategies that know only addresses, on a real BIND.
@Suite(.serialized, .enabled(if: TestTool.named.isPresent, TestTool.named.absence))
struct BINDLookupTests {
  private func resolve(
    _ strategy: DiscoveryStrategy, _ service: String, at server: BINDServer
  ) async throws -> Resolution {
    let dns = DNSClient.patient(with: server.address)
    return try await ServiceQuery(strategy: strategy, service: service).makeResolver(dns: dns, consul: nil)
      .resolve(deadline: .after(.seconds(60), by: .real))
  }

  @Test func Each_strategy_finds_its_instances() async throws {
    let eight = (1...8).map { "full A 10.0.2.\($0)" }.joined(separator: "\n")
    let server = try await BINDServer.start(zones: [
      "ecs.internal": "weatherapp 30 CNAME lb\nlb A 10.5.0.1\nlb A 10.5.0.2",
      "workshop.local": "weather 20 A 10.0.1.1\nweather 20 A 10.0.1.2\n\(eight)\ntext TXT \"no address\"",
      "weave.local": (1...50).map { "weather 1 A 10.0.3.\($0)" }.joined(separator: "\n"),
      "service.consul": "weather SRV 0 1 4001 a.test.\nweather SRV 1 2 4002 b\nb A 10.0.4.2\noff SRV 0 0 0 .",
    ])
    let route53 = try await resolve(.route53, "weatherapp", at: server)
    #expect(Set(route53.instances.map(\.endpoint.description)) == ["10.5.0.1:80", "10.5.0.2:80"])
    #expect(route53.ttl == .seconds(30))
    #expect(route53.records.map(\.type) == ["CNAME", "A", "A"])

    let cloudmap = try await resolve(.cloudmap, "weather", at: server)
    #expect(Set(cloudmap.instances.map(\.endpoint.description)) == ["10.0.1.1:4567", "10.0.1.2:4567"])
    #expect(cloudmap.ttl == .seconds(20) && !cloudmap.isPartial)
    #expect(try await resolve(.cloudmap, "full", at: server).isPartial)

    // More than 512 bytes, which an answer without EDNS could not hold.
    let weave = try await resolve(.weave, "weather", at: server)
    #expect(weave.instances.count == 50 && weave.ttl == .seconds(1))

    // A target outside of the zone has no address here; the other is in the additional section.
    let located = try await resolve(.consul, "weather", at: server)
    #expect(located.instances.map { "\($0.endpoint) \($0.priority) \($0.weight)" } == ["10.0.4.2:4002 1 2"])
    #expect(located.isPartial)

    await #expect { try await resolve(.consul, "off", at: server) } throws: {
      ($0 as? ResolutionFailure)?.code == .noInstances
    }
    await #expect { try await resolve(.cloudmap, "text", at: server) } throws: { error in
      let failure = error as? ResolutionFailure
      return failure?.code == .noInstances && failure?.negativeTTL == .seconds(3)
    }
    await #expect { try await resolve(.weave, "nobody", at: server) } throws: { error in
      let failure = error as? ResolutionFailure
      return failure?.code == .noSuchName && failure?.negativeTTL == .seconds(3)
    }
    await #expect { try await resolve(.route53, "elsewhere", at: server) } throws: {
      ($0 as? ResolutionFailure)?.code == .noSuchName
    }
    await server.kill()
  }
}
