import DNS
import Testing

@testable import Discovery

@Suite struct AddressResolverTests {
  private let dns = ScriptedDNS()

  @Test func Route_53_follows_the_alias_and_its_TTL_counts() async throws {
    dns.answer(
      "A weatherapp.ecs.internal.",
      .records(
        [try a("lb.elb.test", "10.5.0.2", ttl: 60), try a("lb.elb.test", "10.5.0.3", ttl: 60)],
        aliases: [try cname("weatherapp.ecs.internal", "lb.elb.test", ttl: 30)]))
    let resolution = try await resolver(.route53, "weatherapp").resolve()
    #expect(resolution.endpoints == ["10.5.0.2:80", "10.5.0.3:80"])
    #expect(resolution.ttl == .seconds(30))
    #expect(!resolution.isPartial)
    #expect(resolution.records.map(\.type) == ["CNAME", "A", "A"])
    #expect(
      resolution.question
        == AskedQuestion(name: "weatherapp.ecs.internal.", type: "A", server: "127.0.0.1:8600", transport: "udp"))
  }

  @Test(arguments: [7, 8, 9])
  func An_answer_of_Cloud_Map_of_exactly_8_may_be_a_part(count: Int) async throws {
    let records = try (1...count).map { try a("weather.workshop.local", "10.0.0.\($0)") }
    dns.answer("A weather.workshop.local.", .records(records))
    let resolution = try await resolver(.cloudmap, "weather").resolve()
    #expect(resolution.instances.count == count)
    #expect(resolution.instances.allSatisfy { $0.endpoint.port == 4567 })
    #expect(resolution.isPartial == (count == 8))
  }

  @Test func Weave_is_asked_for_A_alone() async throws {
    dns.answer("A stockprice.weave.local.", .failure(.noData))
    await #expect { try await resolver(.weave, "stockprice").resolve() } throws: {
      ($0 as? ResolutionFailure)?.code == .noInstances
    }
    #expect(dns.asked() == ["A stockprice.weave.local. udp"])
  }

  @Test func An_address_that_is_listed_twice_is_one_instance() async throws {
    dns.answer(
      "A weather.weave.local.",
      .records([try a("weather.weave.local", "10.0.0.1", ttl: 1), try a("weather.weave.local", "10.0.0.1", ttl: 1)]))
    let resolution = try await resolver(.weave, "weather").resolve()
    #expect(resolution.endpoints == ["10.0.0.1:4567"])
    #expect(resolution.ttl == .seconds(1))
  }

  @Test(arguments: [
    (DNSFailure.Code.noSuchName, ResolutionFailure.Code.noSuchName), (.noData, .noInstances), (.timedOut, .timedOut),
    (.refused, .refused), (.serverFailure, .serverFailure), (.unreachable, .unreachable), (.malformed, .malformed),
    (.cancelled, .cancelled),
  ])
  func Each_failure_of_DNS_stays_what_it_is(code: DNSFailure.Code, expected: ResolutionFailure.Code) async throws {
    dns.answer("A weather.weave.local.", .failure(code))
    await #expect { try await resolver(.weave, "weather").resolve() } throws: { error in
      let failure = error as? ResolutionFailure
      return failure?.code == expected && failure?.message == "A weather.weave.local. failed: \(code)."
    }
  }

  private func resolver(_ strategy: DiscoveryStrategy, _ service: String) throws -> any ServiceResolver {
    try ServiceQuery(strategy: strategy, service: service).makeResolver(dns: dns, consul: nil)
  }
}
