import DNS
import Testing
import Timing
import TimingTesting

@testable import Discovery

@Suite struct ServiceLocationResolverTests {
  private let dns = ScriptedDNS()
  private let time = ManualTime()
  private let name = "weather.service.consul"
  private let question = "SRV weather.service.consul."

  @Test func Addresses_come_from_the_additional_section() async throws {
    dns.answer(
      question,
      .records(
        [try srv(name, 4567, "i-1.node.dc1.consul"), try srv(name, 4568, "i-2.node.dc1.consul", weight: 3)],
        additionals: [try a("i-1.node.dc1.consul", "10.0.0.1"), try a("I-2.NODE.dc1.consul", "10.0.0.2")]))
    let resolution = try await resolve()
    #expect(resolution.endpoints == ["10.0.0.1:4567", "10.0.0.2:4568"])
    #expect(resolution.instances.map(\.weight) == [1, 3])
    #expect(resolution.instances.map(\.priority) == [1, 1])
    #expect(resolution.instances.first?.id == "i-1.node.dc1.consul.")
    #expect(resolution.ttl == .zero)
    #expect(dns.asked() == ["\(question) udp"])
  }

  @Test func An_additional_record_of_another_name_is_not_used() async throws {
    dns.answer(
      question,
      .records(
        [try srv(name, 4567, "i-1.node.dc1.consul", ttl: 60)],
        additionals: [try a("evil.test", "6.6.6.6"), try a(name, "6.6.6.7")]))
    dns.answer("A i-1.node.dc1.consul.", .records([try a("i-1.node.dc1.consul", "10.0.0.1", ttl: 5)]))
    let resolution = try await resolve()
    #expect(resolution.endpoints == ["10.0.0.1:4567"])
    #expect(resolution.ttl == .seconds(5))
    #expect(dns.asked() == ["\(question) udp", "A i-1.node.dc1.consul. udp"])
  }

  @Test func Addresses_that_Consul_spells_in_the_target_are_not_asked_for() async throws {
    dns.answer(
      question,
      .records([
        try srv(name, 1, "c000020a.addr.dc1.consul"),
        try srv(name, 2, "20010DB8000000000000000000000001.addr.dc1.consul"),
      ]))
    let resolution = try await resolve()
    #expect(resolution.endpoints == ["192.0.2.10:1", "[2001:db8::1]:2"])
    #expect(dns.asked() == ["\(question) udp"])
  }

  @Test func A_spelled_address_outside_the_domain_is_asked_for() async throws {
    dns.answer(question, .records([try srv(name, 1, "c000020a.addr.dc1.evil")]))
    await #expect { try await resolve() } throws: { ($0 as? ResolutionFailure)?.code == .noInstances }
    #expect(dns.asked().contains("A c000020a.addr.dc1.evil. udp"))
  }

  @Test func AAAA_is_asked_for_only_where_there_is_no_A() async throws {
    dns.answer(
      question,
      .records([
        try srv(name, 1, "a.test"), try srv(name, 2, "b.test"), try srv(name, 3, "c.test"),
        try srv(name, 4, "d.test"),
      ]))
    dns.answer("A a.test.", .records([try a("a.test", "10.0.0.1")]))
    dns.answer("A b.test.", .failure(.noData))
    dns.answer("AAAA b.test.", .records([try a("b.test", "::1")]))
    dns.answer("A c.test.", .failure(.noSuchName))
    dns.answer("A d.test.", .records([try a("d.test", "10.0.0.4"), try a("d.test", "10.0.0.5")]))
    let resolution = try await resolve()
    #expect(resolution.endpoints == ["10.0.0.1:1", "10.0.0.4:4", "10.0.0.5:4", "[::1]:2"])
    #expect(!resolution.isPartial)
    #expect(
      Set(dns.asked().dropFirst()) == [
        "A a.test. udp", "A b.test. udp", "AAAA b.test. udp", "A c.test. udp", "A d.test. udp",
      ])
  }

  @Test func A_target_that_fails_takes_only_itself_away_and_is_not_taken_for_gone() async throws {
    dns.answer(question, .records([try srv(name, 1, "a.test"), try srv(name, 2, "b.test")]))
    dns.answer("A a.test.", .failure(.timedOut))
    dns.answer("A b.test.", .records([try a("b.test", "10.0.0.2")]))
    let resolution = try await resolve()
    #expect(resolution.endpoints == ["10.0.0.2:2"])
    #expect(resolution.isPartial)
  }

  @Test func Where_all_targets_fail_the_failure_says_whether_the_registry_answered() async throws {
    dns.answer(question, .records([try srv(name, 1, "a.test"), try srv(name, 2, "b.test")]))
    await #expect { try await resolve() } throws: { ($0 as? ResolutionFailure)?.code == .noInstances }
    dns.answer("A a.test.", .failure(.timedOut))
    await #expect { try await resolve() } throws: { ($0 as? ResolutionFailure)?.code == .timedOut }
  }

  @Test func The_target_of_a_dot_means_that_there_is_nobody() async throws {
    dns.answer(question, .records([try srv(name, 0, ".", ttl: 30)]))
    await #expect { try await resolve() } throws: { error in
      let failure = error as? ResolutionFailure
      return failure?.code == .noInstances && failure?.negativeTTL == .seconds(30)
    }
    #expect(dns.asked() == ["\(question) udp"])
  }

  @Test func Nobody_listens_on_port_0() async throws {
    dns.answer(question, .records([try srv(name, 0, "7f000001.addr.dc1.consul")]))
    await #expect { try await resolve() } throws: { ($0 as? ResolutionFailure)?.code == .noInstances }
  }

  @Test func Of_an_endpoint_that_is_listed_twice_the_better_priority_counts() async throws {
    let target = "7f000001.addr.dc1.consul"
    dns.answer(question, .records([try srv(name, 1, target, priority: 9), try srv(name, 1, target, priority: 2)]))
    #expect(try await resolve().instances.map(\.priority) == [2])
  }

  // MARK: The three records of UDP

  @Test(arguments: [1, 2, 4]) func Any_count_but_3_is_believed(count: Int) async throws {
    dns.answer(question, try locations(count))
    let resolution = try await resolve()
    #expect(resolution.instances.count == count)
    #expect(!resolution.isPartial)
    #expect(dns.asked().count == 1)
  }

  @Test func Exactly_3_are_asked_for_once_more_by_TCP_and_from_then_on_by_TCP_alone() async throws {
    dns.answer(question, try locations(3))
    dns.answer(question, try locations(5), over: .tcp)
    let resolver = ServiceLocationResolver(name: try DomainName(name), dns: dns, time: time.source)
    let resolution = try await resolver.resolve()
    #expect(resolution.instances.count == 5)
    #expect(resolution.question?.transport == "tcp")
    #expect(dns.asked() == ["\(question) udp", "\(question) tcp"])
    #expect(try await resolver.resolve().instances.count == 5)
    #expect(dns.asked() == ["\(question) tcp"])
  }

  @Test func Where_TCP_is_refused_the_3_stand_as_a_part_and_TCP_is_left_alone_for_5_minutes() async throws {
    dns.answer(question, try locations(3))
    dns.answer(question, .failure(.unreachable), over: .tcp)
    let resolver = ServiceLocationResolver(name: try DomainName(name), dns: dns, time: time.source)
    let resolution = try await resolver.resolve()
    #expect(resolution.instances.count == 3)
    #expect(resolution.isPartial)
    _ = dns.asked()
    time.advance(by: .seconds(299))
    #expect(try await resolver.resolve().isPartial)
    #expect(dns.asked() == ["\(question) udp"])
    time.advance(by: .seconds(1))
    dns.answer(question, try locations(5), over: .tcp)
    #expect(try await resolver.resolve().instances.count == 5)
  }

  @Test func Where_TCP_breaks_later_UDP_is_asked_again() async throws {
    dns.answer(question, try locations(3))
    dns.answer(question, try locations(5), over: .tcp)
    let resolver = ServiceLocationResolver(name: try DomainName(name), dns: dns, time: time.source)
    _ = try await resolver.resolve()
    _ = dns.asked()
    dns.answer(question, .failure(.timedOut), over: .tcp)
    let resolution = try await resolver.resolve()
    #expect(resolution.instances.count == 3)
    #expect(resolution.isPartial)
    #expect(dns.asked() == ["\(question) tcp", "\(question) udp", "\(question) tcp"])
  }

  @Test func That_there_is_no_such_name_is_believed_by_TCP_too() async throws {
    dns.answer(question, try locations(3))
    dns.answer(question, try locations(5), over: .tcp)
    let resolver = ServiceLocationResolver(name: try DomainName(name), dns: dns, time: time.source)
    _ = try await resolver.resolve()
    dns.answer(question, .failure(.noSuchName), over: .tcp)
    _ = dns.asked()
    await #expect { try await resolver.resolve() } throws: { ($0 as? ResolutionFailure)?.code == .noSuchName }
    #expect(dns.asked() == ["\(question) tcp"])
  }

  private func locations(_ count: Int) throws -> ScriptedDNS.Answer {
    .records(try (1...count).map { try srv(name, UInt16($0), "7f00000\($0).addr.dc1.consul") })
  }

  private func resolve() async throws -> Resolution {
    try await ServiceLocationResolver(name: try DomainName(name), dns: dns, time: time.source).resolve()
  }
}
