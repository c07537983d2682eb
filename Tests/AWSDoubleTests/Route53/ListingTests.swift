import Testing
import TimingTesting

@testable import AWS
@testable import AWSDouble

/// What is read of zones.
@Suite struct ListingTests {
  private static func names(_ reply: AWSReply) throws -> [String] {
    try reply.xml("ListResourceRecordSetsResponse").members("ResourceRecordSets", of: "ResourceRecordSet").map {
      try "\($0.required("Type")) \($0.required("Name"))"
    }
  }

  private static func page(_ stage: Stage, _ query: [(name: String, value: String)]) async throws -> AWSReply {
    try await stage.client.send(.get("/2013-04-01/hostedzone/\(stage.zone)/rrset", query: query), to: .route53)
  }

  private static func full() -> Stage {
    let stage = Stage()
    for name in ["b.a", "a-b", "z", "a", "*", "0.a", "1", #"a\056c"#] {
      stage.aws.put(ZoneRecords("TXT", "\(name).ecs.internal", [#""x""#]), in: stage.zone)
    }
    stage.aws.put(ZoneRecords("A", "a.ecs.internal", ["10.0.0.1"]), in: stage.zone)
    return stage
  }

  private static let order = [
    "NS ecs.internal.", "SOA ecs.internal.", #"TXT \052.ecs.internal."#, "TXT 1.ecs.internal.", "TXT a-b.ecs.internal.",
    "A a.ecs.internal.",
    "TXT a.ecs.internal.",
    "TXT 0.a.ecs.internal.", "TXT b.a.ecs.internal.", #"TXT a\056c.ecs.internal."#, "TXT z.ecs.internal.",
  ]

  @Test func Sets_come_by_their_labels_reversed_with_the_last_dot_then_by_type() async throws {
    // An asterisk is before all letters, a hyphen before the dot, whatever they are escaped to.
    #expect(try Self.names(await Self.page(Self.full(), [])) == Self.order)
  }

  @Test(arguments: 1...9) func Pages_of_any_size_make_the_whole_list(size: Int) async throws {
    let stage = Self.full()
    var found: [String] = []
    var query: [(name: String, value: String)] = []
    while true {
      let reply = try await Self.page(stage, query + [("maxitems", String(size))])
      let root = try reply.xml("ListResourceRecordSetsResponse")
      found += try Self.names(reply)
      #expect(try root.required("MaxItems") == String(size))
      guard root.flag("IsTruncated") else { break }
      query = try [("name", root.required("NextRecordName")), ("type", root.required("NextRecordType"))]
    }
    #expect(found == stage.aws.records(in: stage.zone).map { "\($0.type) \($0.name)" })
  }

  @Test func A_list_begins_at_the_first_set_that_is_not_before_name_and_type() async throws {
    let stage = Self.full()
    func first(_ query: (name: String, value: String)...) async throws -> String? {
      try Self.names(await Self.page(stage, query)).first
    }
    #expect(try await first(("name", "a.ecs.internal")) == "A a.ecs.internal.")
    #expect(try await first(("name", "A.ECS.internal."), ("type", "CNAME")) == "TXT a.ecs.internal.")
    #expect(try await first(("name", "m.ecs.internal")) == "TXT z.ecs.internal.")
    #expect(try await first(("name", "zz.ecs.internal")) == nil)
  }

  @Test func A_type_without_a_name_is_an_invalid_input() async {
    let error = await #expect(throws: AWSError.self) { try await Self.page(Stage(), [("type", "A")]) }
    #expect(error?.code == "InvalidInput")
  }

  @Test func A_page_has_at_most_300_sets() async throws {
    let stage = Stage()
    for number in 0..<400 {
      stage.aws.put(ZoneRecords("CNAME", "x\(number).ecs.internal", ["lb."]), in: stage.zone)
    }
    #expect(try Self.names(await Self.page(stage, [("maxitems", "1000")])).count == 300)
    #expect(try await stage.route53.recordSets(in: stage.zone).count == 402)
  }

  @Test func Sets_that_are_not_simple_are_told_as_they_are() async throws {
    let stage = Stage()
    stage.aws.put(
      ZoneRecords("A", "a.ecs.internal", [], alias: .init(zone: "Z2", name: "lb.example.com.")), in: stage.zone)
    for identifier in ["one", "two"] {
      stage.aws.put(
        ZoneRecords("A", "b.ecs.internal", ["10.0.0.1"], identifier: identifier, weight: 1), in: stage.zone)
    }
    let sets = try await stage.route53.recordSets(in: stage.zone).filter { $0.type == "A" }
    #expect(sets.map(\.isSimple) == [false, false, false])
    #expect(sets.map(\.identifier) == [nil, "one", "two"])
    #expect(sets.map(\.ttl) == [nil, 60, 60])
  }

  @Test func A_zone_that_is_not_there_is_404() async {
    let stage = Stage()
    let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")
    let calls: [() async throws -> Void] = [
      { _ = try await stage.route53.hostedZone("Z404") }, { _ = try await stage.route53.recordSets(in: "Z404") },
      { _ = try await stage.route53.change([change], in: "Z404") },
    ]
    for call in calls {
      let error = await #expect(throws: AWSError.self) { try await call() }
      #expect(error?.code == .noSuchHostedZone && error?.status == 404)
      #expect(error?.message == "No hosted zone found with ID: Z404")
    }
  }

  @Test func A_zone_is_told_with_its_networks() async throws {
    let stage = Stage()
    let zone = try await stage.route53.hostedZone("/hostedzone/\(stage.zone)")
    #expect(zone.id == "/hostedzone/\(stage.zone)" && zone.name == "ecs.internal.")
    #expect(zone.isPrivate && zone.networks == ["vpc-1"])
    stage.aws.putZone("example.com", id: "Z2", networks: [])
    #expect(try await !stage.route53.hostedZone("Z2").isPrivate)
  }

  @Test func Zones_are_listed_from_a_name_on() async throws {
    let stage = Stage()
    stage.aws.putZone("ecs.internal", id: "Z1", networks: [])
    stage.aws.putZone("example.com", id: "Z2", networks: [])
    stage.aws.putZone("a.internal", id: "Z3")
    #expect(
      try await stage.route53.hostedZones(from: "ecs.internal").map(\.id) == [
        "/hostedzone/\(stage.zone)", "/hostedzone/Z1",
      ])
    #expect(try await stage.route53.hostedZones(from: "com").count == 4)
    #expect(try await stage.route53.hostedZones(from: "zz").isEmpty)
  }

  @Test func A_change_is_pending_until_it_has_spread() async throws {
    let stage = Stage { $0.propagation = .seconds(30) }
    let made = try await stage.route53.change([.upsert("CNAME", "a.ecs.internal", "lb.")], in: stage.zone)
    #expect(!made.isInSync)
    stage.time.advance(by: .milliseconds(29_999))
    #expect(try await !stage.route53.change(made.id).isInSync)
    stage.time.advance(by: .milliseconds(1))
    #expect(try await stage.route53.change(made.id).isInSync)
    let error = await #expect(throws: AWSError.self) { try await stage.route53.change("C404") }
    #expect(error?.code == "NoSuchChange" && error?.status == 404)
  }
}
