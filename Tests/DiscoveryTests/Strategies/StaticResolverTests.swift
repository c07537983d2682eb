import DNS
import Testing
import Timing
import TimingTesting

@testable import Discovery

@Suite struct StaticResolverTests {
  private let dns = ScriptedDNS()

  @Test func Addresses_are_taken_as_they_are() async throws {
    let resolver = try resolver("10.0.0.1:80, 10.0.0.1:81,[::1]:4567,10.0.0.1:80")
    let resolution = try await resolver.resolve()
    #expect(resolution.endpoints == ["10.0.0.1:80", "10.0.0.1:81", "[::1]:4567"])
    #expect(resolver.question == nil)
    #expect(resolution.question == nil)
    #expect(dns.asked().isEmpty)
  }

  /// RFC 6761 section 6.3.
  @Test func localhost_is_never_asked_for() async throws {
    let resolution = try await resolver("localhost:4567,api.LOCALHOST:4568").resolve()
    #expect(resolution.endpoints == ["127.0.0.1:4567", "127.0.0.1:4568"])
    #expect(dns.asked().isEmpty)
  }

  @Test func The_hosts_file_comes_before_DNS() async throws {
    let hosts = HostsTable("10.0.0.9 weather w # 10.0.0.8 weather\n::9\tWeather\n# 10.0.0.7 x\nnonsense\n\n10.0.0.1")
    let resolution = try await resolver("weather:80,w:81", hosts: hosts).resolve()
    #expect(resolution.endpoints == ["10.0.0.9:80", "10.0.0.9:81"])
    #expect(dns.asked().isEmpty)
  }

  @Test func Names_are_asked_for_and_the_least_TTL_counts() async throws {
    dns.answer("A a.test.", .records([try a("a.test", "10.0.0.1", ttl: 30), try a("a.test", "10.0.0.2", ttl: 30)]))
    dns.answer("A b.test.", .failure(.noData))
    dns.answer("AAAA b.test.", .records([try a("b.test", "::2", ttl: 9)]))
    let resolution = try await resolver("a.test:80,b.test:81,127.0.0.1:82").resolve()
    #expect(resolution.endpoints == ["10.0.0.1:80", "10.0.0.2:80", "127.0.0.1:82", "[::2]:81"])
    #expect(resolution.ttl == .seconds(9))
    #expect(resolution.question?.name == "a.test.,b.test.")
    #expect(resolution.question?.server == "127.0.0.1:8600")
  }

  @Test func A_name_that_fails_takes_only_itself_away() async throws {
    dns.answer("A a.test.", .failure(.timedOut))
    let resolution = try await resolver("a.test:80,127.0.0.1:82").resolve()
    #expect(resolution.endpoints == ["127.0.0.1:82"])
    #expect(resolution.isPartial)
    await #expect { try await resolver("a.test:80").resolve() } throws: {
      ($0 as? ResolutionFailure)?.code == .timedOut
    }
  }

  private func resolver(_ list: String, hosts: HostsTable = .empty) throws -> any ServiceResolver {
    try ServiceQuery(strategy: .static, service: "weather", endpoints: list)
      .makeResolver(dns: dns, consul: nil, hosts: hosts)
  }
}
