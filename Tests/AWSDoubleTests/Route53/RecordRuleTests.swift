import Testing

@testable import AWS
@testable import AWSDouble

/// Which records a zone can hold.
@Suite struct RecordRuleTests {
  @Test func A_CNAME_cannot_stand_at_the_apex() async throws {
    let stage = Stage()
    #expect(
      try await stage.refusals(.upsert("CNAME", "ecs.internal", "lb."))
        == ["RRSet of type CNAME with DNS name ecs.internal. is not permitted at apex in zone ecs.internal."])
    #expect(try await stage.refusals(.upsert("TXT", "ecs.internal", #""a""#)) == [])
  }

  @Test func A_CNAME_cannot_come_to_other_records() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("TXT", "a.ecs.internal", [#""foreign""#]), in: stage.zone)
    #expect(
      try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "lb.")) == [
        "RRSet of type CNAME with DNS name a.ecs.internal. is not permitted as it conflicts with other records with the "
          + "same DNS name in zone ecs.internal."
      ])
  }

  @Test func Other_records_cannot_come_to_a_CNAME() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("CNAME", "a.ecs.internal", ["lb."]), in: stage.zone)
    #expect(
      try await stage.refusals(.create("TXT", "a.ecs.internal", #""a""#)) == [
        "RRSet of type TXT with DNS name a.ecs.internal. is not permitted because a conflicting RRSet of type  CNAME "
          + "with the same DNS name already exists in zone ecs.internal."
      ])
  }

  @Test func Both_in_one_batch_conflict_too() async throws {
    let stage = Stage()
    #expect(
      try await stage.refusals(.create("CNAME", "a.ecs.internal", "lb."), .create("TXT", "a.ecs.internal", #""a""#))
        .count == 1)
    #expect(stage.written == [])
  }

  @Test func A_CNAME_has_one_value() async throws {
    let stage = Stage()
    #expect(try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "one.", "two.")).count == 1)
  }

  @Test(arguments: ["a.elsewhere", "xecs.internal", "internal", "."])
  func A_record_outside_of_the_zone_is_not_permitted(name: String) async throws {
    let stage = Stage()
    let said = try await stage.refusals(.upsert("CNAME", name, "lb."))
    #expect(said.count == 1)
    if name != "." {
      #expect(said == ["RRSet with DNS name \(name). is not permitted in zone ecs.internal."])
    }
  }

  @Test(arguments: [
    ("A.ECS.Internal", "a.ecs.internal."), ("a.ecs.internal.", "a.ecs.internal."),
    ("*.ecs.internal", #"\052.ecs.internal."#), (#"\052.ecs.internal"#, #"\052.ecs.internal."#),
    (#"a\056b.ecs.internal"#, #"a\056b.ecs.internal."#), (#"\141\102.ecs.internal"#, "ab.ecs.internal."),
    ("_a-1.ecs.internal", "_a-1.ecs.internal."), ("a@b.ecs.internal", #"a\100b.ecs.internal."#),
  ])
  func Names_are_kept_in_lower_case_escaped_and_with_the_last_dot(sent: String, kept: String) async throws {
    let stage = Stage()
    #expect(try await stage.refusals(.create("CNAME", sent, "lb.")) == [])
    #expect(stage.aws.writtenRecords(in: stage.zone).map(\.name) == [kept])
    #expect(try await stage.route53.recordSets(in: stage.zone, called: sent, type: "CNAME").map(\.name) == [kept])
  }

  @Test(arguments: [
    "a..ecs.internal", ".ecs.internal", String(repeating: "a", count: 64) + ".ecs.internal",
    String(repeating: String(repeating: "a", count: 59) + ".", count: 5) + "ecs.internal", "a b.ecs.internal",
    "é.ecs.internal",
  ])
  func What_is_no_name_is_refused(name: String) async throws {
    let said = try await Stage().refusals(.upsert("CNAME", name, "lb."))
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("FATAL problem: ") == true)
  }

  @Test(arguments: [
    #""a""#, #""a" "b""#, #""""#, #""a \"quoted\" word""#, #""\\""#, #""a\;b""#,
    "\"" + String(repeating: "x", count: 255) + "\"", "\"" + String(repeating: #"\303"#, count: 255) + "\"",
    "\"" + String(repeating: "x", count: 255) + "\" \"" + String(repeating: "x", count: 255) + "\"",
  ])
  func A_text_stands_in_quotes(value: String) async throws {
    let stage = Stage()
    #expect(try await stage.refusals(.upsert("TXT", "a.ecs.internal", value)) == [])
    #expect(
      try await stage.route53.recordSets(in: stage.zone, called: "a.ecs.internal", type: "TXT").first?.values == [value]
    )
  }

  @Test(arguments: [
    ("a", "InvalidCharacterString (Value should be enclosed in quotation marks)"),
    ("", "InvalidCharacterString (Value should be enclosed in quotation marks)"),
    (#""a"b"#, "InvalidCharacterString (Value should be enclosed in quotation marks)"),
    (#""a""b""#, "InvalidCharacterString (Value should be enclosed in quotation marks)"),
    (#""a"#, "CharacterStringUnterminated (Value is missing a closing quote)"),
    (#""a\""#, "CharacterStringUnterminated (Value is missing a closing quote)"),
    (#""é""#, "InvalidCharacterString (Value contains unsupported characters)"),
    ("\"" + String(repeating: "x", count: 256) + "\"", "CharacterStringTooLong (Value is too long)"),
  ])
  func A_text_without_quotes_or_too_long_is_refused(value: String, problem: String) async throws {
    #expect(
      try await Stage().refusals(.upsert("TXT", "a.ecs.internal", value))
        == ["Invalid Resource Record: 'FATAL problem: \(problem) encountered with '\(value)''"])
  }

  @Test(arguments: [
    ("CNAME", "a..b", "DomainLabelEmpty (Domain label is empty)"),
    ("CNAME", "", "DomainNameEmpty (Domain name is empty)"),
    ("A", "10.0.0.256", "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
    ("A", "lb.example.com", "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
  ])
  func A_value_is_one_of_its_type(type: String, value: String, problem: String) async throws {
    #expect(
      try await Stage().refusals(.upsert(type, "a.ecs.internal", value))
        == ["Invalid Resource Record: 'FATAL problem: \(problem) encountered with '\(value)''"])
  }

  @Test func A_value_comes_once() async throws {
    #expect(try await Stage().refusals(.upsert("A", "a.ecs.internal", "10.0.0.1", "10.0.0.1")).count == 1)
  }

  @Test func The_apex_keeps_its_NS_and_SOA() async throws {
    let stage = Stage()
    let own = stage.aws.records(in: stage.zone)
    #expect(own.map(\.type) == ["NS", "SOA"])
    for (records, said) in zip(
      own,
      [
        "A HostedZone must contain at least one NS record for the zone itself.",
        "A HostedZone must contain exactly one SOA record.",
      ])
    {
      let set = ResourceRecordSet(name: records.name, type: records.type, ttl: records.ttl ?? 0, values: records.values)
      #expect(try await stage.refusals(RecordChange(.delete, set)) == [said])
    }
    stage.aws.put(ZoneRecords("NS", "sub.ecs.internal", ["ns.example.com."]), in: stage.zone)
    #expect(try await stage.refusals(.delete("NS", "sub.ecs.internal", "ns.example.com.")) == [])
  }
}
