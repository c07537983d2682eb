import DNS
import Testing

@testable import NameService

/// What the four strategies see of the same registry.
@Suite struct ZoneProjectionTests {
  private func zones(_ registry: Registry) throws -> ZoneSet {
    try ZoneSet(ZonePlan().zones(of: registry.snapshot).map(\.zone))
  }

  private func ask(_ registry: Registry, _ name: String, _ type: RecordType = .a) throws -> Message {
    let query = Message(id: 1, questions: [Question(name: try DomainName(name), type: type)])
    return try #require(ZoneResponder(zones: zones(registry)).respond(to: query))
  }

  private func addresses(_ registry: Registry, _ name: String) throws -> [String] {
    try ask(registry, name).answers.filter { $0.type == .a }.map(\.data.description).sorted()
  }

  /// `weather-1` passes, `weather-2` fails, `stock-price-3` and `stock-price-4` fail.
  private func registry() throws -> Registry {
    let check = HealthCheck(.tcp)
    return try Registry.of(
      .example("weather", 1), .example("weather", 2, check: check), .example("stock-price", 3, check: check),
      .example("stock-price", 4, check: check))
  }

  @Test func Route_53_has_an_alias_of_the_load_balancer_and_that_the_addresses() throws {
    let answer = try ask(registry(), "stockpriceapp.ecs.internal")
    #expect(answer.answers[0].description == "stockpriceapp.ecs.internal. 60 CNAME internal-stockprice.elb.internal.")
    #expect(try addresses(registry(), "stockpriceapp.ecs.internal") == ["127.0.1.3", "127.0.1.4"])
    #expect(try addresses(registry(), "internal-weather.elb.internal") == ["127.0.1.1"])
    #expect(try ask(registry(), "twitchapp.ecs.internal").responseCode == .nameError)
  }

  @Test func Consul_has_who_passes_with_port_and_address_and_nothing_where_nobody_does() throws {
    let answer = try ask(registry(), "weather.service.consul", .srv)
    #expect(
      answer.answers.map(\.description) == ["weather.service.consul. 0 SRV 1 1 4567 7f000101.addr.dc1.consul."])
    #expect(answer.additionals.map(\.description) == ["7f000101.addr.dc1.consul. 0 A 127.0.1.1"])
    #expect(try addresses(registry(), "weather.service.consul") == ["127.0.1.1"])
    let none = try ask(registry(), "stock-price.service.consul", .srv)
    #expect(none.responseCode == .nameError && none.authorities.first?.ttl == 0)
  }

  @Test func Consul_knows_a_service_by_its_protocol_and_its_tags_too() throws {
    let registry = try Registry.of(.example("weather", 1, tags: ["primary"]), .example("weather", 2, tags: ["tcp"]))
    for (name, count) in [
      ("_weather._tcp.service.consul", 2), ("_weather._primary.service.consul", 1),
      ("primary.weather.service.consul", 1), ("tcp.weather.service.consul", 1), ("weather.service.consul", 2),
    ] {
      #expect(try ask(registry, name, .srv).answers.count == count, "\(name)")
    }
  }

  @Test func Consul_names_an_IPv6_address_by_its_digits() throws {
    var instance = RegisteredInstance.example()
    instance.address = try #require(IPAddress("2001:db8::1"))
    let answer = try ask(Registry.of(instance), "weather.service.consul", .srv)
    #expect(answer.answers.map(\.data.description) == ["1 1 4567 20010db8000000000000000000000001.addr.dc1.consul."])
    #expect(answer.additionals.map(\.data.description) == ["2001:db8::1"])
  }

  @Test func Two_instances_at_one_address_are_two_places_and_one_address() throws {
    let registry = Registry()
    for port: UInt16 in [32768, 32769] {
      var instance = RegisteredInstance.example(port: port)
      instance.key.id = "weather-\(port)"
      try registry.register(instance, origin: .api)
    }
    #expect(try ask(registry, "weather.service.consul", .srv).answers.count == 2)
    for name in [
      "weather.service.consul", "weather.workshop.local", "weather.weave.local", "weatherapp.ecs.internal",
    ] {
      #expect(try addresses(registry, name) == ["127.0.1.1"], "\(name)")
    }
  }

  @Test func Cloud_Map_gives_who_passes_and_all_where_nobody_does() throws {
    #expect(try addresses(registry(), "weather.workshop.local") == ["127.0.1.1"])
    #expect(try addresses(registry(), "stock-price.workshop.local") == ["127.0.1.3", "127.0.1.4"])
    #expect(try ask(registry(), "weather.workshop.local").answers.map(\.ttl) == [60])
  }

  @Test func Cloud_Map_gives_eight_of_many_by_chance() throws {
    let registry = Registry()
    for number in 1...20 { try registry.register(.example("weather", number), origin: .api) }
    var seen: Set<String> = []
    for _ in 0..<100 {
      let given = try addresses(registry, "weather.workshop.local")
      #expect(Set(given).count == 8)
      seen.formUnion(given)
    }
    #expect(seen.count == 20)
    #expect(try addresses(registry, "weather.weave.local").count == 20)
  }

  @Test func Weave_gives_all_whether_they_pass_or_not_and_knows_no_hyphens() throws {
    #expect(try addresses(registry(), "weather.weave.local") == ["127.0.1.1", "127.0.1.2"])
    #expect(try addresses(registry(), "stockprice.weave.local") == ["127.0.1.3", "127.0.1.4"])
    #expect(try ask(registry(), "weather.weave.local").answers.map(\.ttl) == [1, 1])
    let noData = try ask(registry(), "weather.weave.local", .aaaa)
    #expect(noData.responseCode == .noError && noData.authorities.isEmpty)
    let noName = try ask(registry(), "stock-price.weave.local")
    #expect(noName.responseCode == .nameError && noName.authorities.isEmpty)
  }

  @Test func Names_that_differ_in_hyphens_only_are_one_where_hyphens_do_not_count() throws {
    let registry = try Registry.of(.example("ab", 1), .example("a-b", 2))
    #expect(try addresses(registry, "ab.weave.local") == ["127.0.1.1", "127.0.1.2"])
    #expect(try addresses(registry, "abapp.ecs.internal") == ["127.0.1.1", "127.0.1.2"])
  }

  @Test func The_longest_names_that_are_allowed_fit() throws {
    let long = String(repeating: "a", count: 50)
    #expect(try addresses(Registry.of(.example(long, tags: [long])), "\(long).\(long).service.consul") == ["127.0.1.1"])
  }
}
