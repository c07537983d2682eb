import HTTPClient
import Testing

@testable import AWS

@Suite struct Route53Tests {
  private static let zone = """
    <HostedZone><Id>/hostedzone/Z1</Id><Name>ecs.internal.</Name><CallerReference>c</CallerReference>
    <Config><PrivateZone>true</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>
    """

  private static func sets(_ sets: String, next: String = "<IsTruncated>false</IsTruncated>") -> String {
    """
    <?xml version="1.0"?>
    <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
    <ResourceRecordSets>\(sets)</ResourceRecordSets>\(next)<MaxItems>100</MaxItems></ListResourceRecordSetsResponse>
    """
  }

  private static func set(_ name: String, _ type: String = "CNAME", more: String = "") -> String {
    """
    <ResourceRecordSet><Name>\(name)</Name><Type>\(type)</Type>\(more)<TTL>60</TTL><ResourceRecords><ResourceRecord>
    <Value>lb.example.com</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
    """
  }

  private static let change = """
    <ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2015-08-30T12:36:00Z</SubmittedAt></ChangeInfo>
    """

  @Test func Zones_are_found_by_name() async throws {
    let aws = ScriptedAWS(bodies: [
      """
      <ListHostedZonesByNameResponse><HostedZones>\(Self.zone)<HostedZone><Id>/hostedzone/Z2</Id>
      <Name>other.</Name></HostedZone></HostedZones></ListHostedZonesByNameResponse>
      """
    ])
    let zones = try await Route53(.test(aws)).hostedZones(from: "ecs.internal")
    #expect(
      zones == [
        HostedZone(id: "/hostedzone/Z1", name: "ecs.internal.", isPrivate: true),
        HostedZone(id: "/hostedzone/Z2", name: "other.", isPrivate: false),
      ])
    #expect(
      aws.requests.first?.url == "https://route53.amazonaws.com/2013-04-01/hostedzonesbyname?dnsname=ecs.internal")
  }

  @Test(arguments: ["Z1", "/hostedzone/Z1"])
  func A_zone_is_asked_for_by_its_bare_identifier(id: String) async throws {
    let aws = ScriptedAWS(bodies: [
      "<GetHostedZoneResponse>\(Self.zone)<VPCs><VPC><VPCId>vpc-1</VPCId></VPC></VPCs></GetHostedZoneResponse>"
    ])
    let zone = try await Route53(.test(aws)).hostedZone(id)
    #expect(zone.networks == ["vpc-1"])
    #expect(aws.requests.first?.url == "https://route53.amazonaws.com/2013-04-01/hostedzone/Z1")
  }

  @Test func An_identifier_cannot_lead_to_another_path() async throws {
    let aws = ScriptedAWS({ _ in .answering("", status: 404) })
    _ = try? await Route53(.test(aws)).hostedZone("../change/C?1")
    #expect(aws.requests.first?.url == "https://route53.amazonaws.com/2013-04-01/hostedzone/C%3F1")
  }

  @Test func All_pages_of_records_are_read() async throws {
    let next = """
      <IsTruncated>true</IsTruncated><NextRecordName>b.</NextRecordName><NextRecordType>A</NextRecordType>
      <NextRecordIdentifier>i d</NextRecordIdentifier>
      """
    let aws = ScriptedAWS(bodies: [Self.sets(Self.set("a."), next: next), Self.sets(Self.set("b.", "A"))])
    let sets = try await Route53(.test(aws)).recordSets(in: "Z1")
    #expect(
      sets == [
        ResourceRecordSet(name: "a.", type: "CNAME", ttl: 60, values: ["lb.example.com"]),
        ResourceRecordSet(name: "b.", type: "A", ttl: 60, values: ["lb.example.com"]),
      ])
    #expect(
      aws.requests.map { $0.url.split(separator: "?").last.map(String.init) } == [
        "maxitems=100", "name=b.&type=A&identifier=i%20d&maxitems=100",
      ])
  }

  @Test func Of_a_name_only_its_own_records_are_given() async throws {
    // The zone goes on, but not with what is looked for.
    let next = "<IsTruncated>true</IsTruncated><NextRecordName>c.</NextRecordName><NextRecordType>A</NextRecordType>"
    let body = Self.sets(Self.set("\\052.a.") + Self.set("\\052.a.", "TXT") + Self.set("b."), next: next)
    let aws = ScriptedAWS(bodies: [body])
    let sets = try await Route53(.test(aws)).recordSets(in: "Z1", called: "*.A", type: "CNAME")
    #expect(sets.map(\.name) == ["\\052.a."])
    #expect(aws.requests.count == 1)
    #expect(aws.requests.first?.url.hasSuffix("?name=%5C052.a.&type=CNAME&maxitems=100") == true)
  }

  @Test func A_set_that_is_more_than_its_values_is_not_simple() async throws {
    let alias = """
      <ResourceRecordSet><Name>a.</Name><Type>A</Type><AliasTarget><HostedZoneId>Z</HostedZoneId>
      <DNSName>lb.</DNSName></AliasTarget></ResourceRecordSet>
      """
    let weighted = Self.set("b.", more: "<SetIdentifier>s</SetIdentifier><Weight>1</Weight>")
    let aws = ScriptedAWS(bodies: [Self.sets(alias + weighted + Self.set("c."))])
    let sets = try await Route53(.test(aws)).recordSets(in: "Z1")
    #expect(sets.map(\.isSimple) == [false, false, true])
    #expect(sets[0].ttl == nil)
    #expect(sets[1].identifier == "s")
    await #expect(throws: AWSError.self) {
      try await Route53(.test(aws)).change([RecordChange(.delete, sets[1])], in: "Z1")
    }
    #expect(aws.requests.count == 1)
  }

  @Test func A_batch_is_written_in_the_order_of_the_schema() async throws {
    let aws = ScriptedAWS(bodies: [
      "<ChangeResourceRecordSetsResponse>\(Self.change)</ChangeResourceRecordSetsResponse>"
    ])
    let info = try await Route53(.test(aws)).change(
      [
        RecordChange(
          .upsert, ResourceRecordSet(name: "twitch.ecs.internal", type: "CNAME", ttl: 60, values: ["lb."])),
        RecordChange(.delete, ResourceRecordSet(name: "t.", type: "TXT", ttl: 5, values: ["\"a\"", "\"<&>\""])),
      ], in: "/hostedzone/Z1", comment: "a & b")
    #expect(info == ChangeInfo(id: "/change/C1", isInSync: false))
    #expect(aws.requests.first?.url == "https://route53.amazonaws.com/2013-04-01/hostedzone/Z1/rrset/")
    #expect(
      aws.sent == [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch>\
        <Comment>a &amp; b</Comment><Changes>\
        <Change><Action>UPSERT</Action><ResourceRecordSet><Name>twitch.ecs.internal</Name><Type>CNAME</Type>\
        <TTL>60</TTL><ResourceRecords><ResourceRecord><Value>lb.</Value></ResourceRecord></ResourceRecords>\
        </ResourceRecordSet></Change>\
        <Change><Action>DELETE</Action><ResourceRecordSet><Name>t.</Name><Type>TXT</Type><TTL>5</TTL>\
        <ResourceRecords><ResourceRecord><Value>"a"</Value></ResourceRecord><ResourceRecord>\
        <Value>"&lt;&amp;&gt;"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>\
        </Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
        """
      ])
  }

  @Test(arguments: ["a\u{0}b", "a\u{1B}", "\u{FFFF}"])
  func What_XML_cannot_hold_is_not_sent(value: String) async throws {
    let aws = ScriptedAWS(bodies: [""])
    let set = ResourceRecordSet(name: "a.", type: "TXT", ttl: 1, values: [value])
    let error = await #expect(throws: AWSError.self) {
      try await Route53(.test(aws)).change([RecordChange(.upsert, set)], in: "Z1")
    }
    #expect(error?.code == .invalidRequest)
    #expect(aws.requests.isEmpty)
  }

  @Test func A_change_is_in_sync_once_all_servers_have_it() async throws {
    let done = Self.change.replacing("PENDING", with: "INSYNC")
    let aws = ScriptedAWS(bodies: ["<GetChangeResponse>\(done)</GetChangeResponse>"])
    #expect(try await Route53(.test(aws)).change("/change/C1").isInSync)
    #expect(aws.requests.first?.url == "https://route53.amazonaws.com/2013-04-01/change/C1")
  }

  @Test(arguments: [
    "", "{}", "<Other/>", "<ListResourceRecordSetsResponse/><x/>", sets("<ResourceRecordSet/>"),
    sets(set("a.").replacing("60", with: "99999999999999999999")), sets(set("a.").replacing("60", with: "-1")),
    sets("", next: "<IsTruncated>true</IsTruncated>"),
  ])
  func An_answer_that_is_none_is_an_error(body: String) async throws {
    let aws = ScriptedAWS(bodies: [body])
    let error = await #expect(throws: AWSError.self) { try await Route53(.test(aws)).recordSets(in: "Z1") }
    #expect(error?.code == .unexpectedAnswer)
  }

  @Test func Names_are_compared_as_Route_53_does() {
    for (name, written) in [
      ("A.Example", "a.example."), ("a.example.", "a.example."), ("*.a", "\\052.a."), ("\\052.a.", "\\052.a."),
      ("a\\056b.c", "a\\056b.c."), ("a b", "a\\040b."), ("\\141", "a."), ("\\", "\\134."), ("\\999", "\\134999."),
      ("", "."), ("é", "\\303\\251."),
    ] {
      #expect(RecordName(name).description == written)
    }
    #expect(RecordName("a\\056b.c") != RecordName("a.b.c"))
  }
}
