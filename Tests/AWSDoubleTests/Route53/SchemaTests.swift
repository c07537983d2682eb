import Testing

@testable import AWS
@testable import AWSDouble

/// The XML of a batch, and of what is said to it.
@Suite struct SchemaTests {
  private static let namespace = #"xmlns="https://route53.amazonaws.com/doc/2013-04-01/""#

  private static func batch(_ set: String, before: String = "<Action>UPSERT</Action>") -> String {
    let change = "<Change>\(before)<ResourceRecordSet>\(set)</ResourceRecordSet></Change>"
    return document("<ChangeBatch><Changes>\(change)</Changes></ChangeBatch>")
  }

  private static func document(_ content: String) -> String {
    "<ChangeResourceRecordSetsRequest \(namespace)>\(content)</ChangeResourceRecordSetsRequest>"
  }

  private static let name = "<Name>a.ecs.internal</Name>"
  private static let type = "<Type>CNAME</Type>"
  private static let ttl = "<TTL>60</TTL>"
  private static let values = "<ResourceRecords><ResourceRecord><Value>lb.</Value></ResourceRecord></ResourceRecords>"

  @Test func Elements_in_their_order_are_taken() async {
    #expect(await Stage().send(Self.batch(Self.name + Self.type + Self.ttl + Self.values)) == nil)
  }

  @Test(arguments: [
    batch(type + name + ttl + values), batch(name + type + values + ttl), batch(name + ttl + type + values),
    batch(name + name + type + ttl + values), batch(name + type + ttl + values + "<Other/>"),
    batch(name + type + ttl + "<ResourceRecords></ResourceRecords>"), batch(type + ttl + values),
    batch(name + type + ttl + "<ResourceRecords><ResourceRecord/></ResourceRecords>"),
    batch(name + type + ttl + values, before: ""), document("<ChangeBatch><Changes></Changes></ChangeBatch>"),
    document("<ChangeBatch/>"), document(""),
    document("<ChangeBatch><Changes></Changes><Comment>late</Comment></ChangeBatch>"),
    batch(name + type + ttl + values).replacing(namespace, with: ""),
    batch(name + type + ttl + values).replacing("UPSERT", with: "upsert"),
    batch(name + type + ttl + values).replacing("CNAME", with: "cname"),
  ])
  func Anything_but_the_schema_is_an_invalid_input(body: String) async {
    let stage = Stage()
    let error = await stage.send(body)
    #expect(error?.code == "InvalidInput" && error?.status == 400)
    #expect(error?.message.hasPrefix("Invalid XML ; cvc-") == true)
    #expect(stage.written == [])
  }

  @Test(arguments: ["", "x", "<a/>", "<ChangeBatch/>"])
  func Another_document_is_malformed(body: String) async {
    #expect(await Stage().send(body)?.code == "MalformedInput")
  }

  @Test(arguments: [name + type + ttl, name + type + values])
  func A_set_has_a_TTL_and_values(set: String) async {
    let error = await Stage().send(Self.batch(set))
    #expect(error?.code == "InvalidInput")
    #expect(error?.message.contains("Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]") == true)
  }

  @Test(arguments: ["-1", "2147483648", "x", "", "1.5", "99999999999999999999"])
  func A_TTL_is_a_number_of_31_bits(ttl: String) async {
    let error = await Stage().send(Self.batch(Self.name + Self.type + "<TTL>\(ttl)</TTL>" + Self.values))
    #expect(error?.code == "InvalidInput")
  }

  @Test(arguments: ["0", "2147483647"])
  func A_TTL_may_be_nothing_or_very_long(ttl: String) async {
    #expect(await Stage().send(Self.batch(Self.name + Self.type + "<TTL>\(ttl)</TTL>" + Self.values)) == nil)
  }

  @Test func A_value_has_at_most_4000_characters() async {
    let text = { (count: Int) in "\"" + String(repeating: "x", count: count - 2) + "\"" }
    let stage = Stage()
    for (count, code) in [(4000, AWSError.Code.invalidChangeBatch), (4001, "InvalidInput")] {
      let set = Self.name + "<Type>TXT</Type>" + Self.ttl + Self.values.replacing("lb.", with: text(count))
      #expect(await stage.send(Self.batch(set))?.code == code)
    }
  }

  @Test func A_comment_has_at_most_256_characters() async throws {
    let stage = Stage()
    let change = RecordChange.upsert("CNAME", "a.ecs.internal", "lb.")
    _ = try await stage.route53.change([change], in: stage.zone, comment: String(repeating: "x", count: 256))
    let error = await #expect(throws: AWSError.self) {
      try await stage.route53.change([change], in: stage.zone, comment: String(repeating: "x", count: 257))
    }
    #expect(error?.code == "InvalidInput")
  }

  @Test func A_refused_batch_can_be_answered_in_the_older_form() async throws {
    let stage = Stage { $0.refusalForm = .messages }
    let error = await #expect(throws: AWSError.self) {
      try await stage.route53.change(
        [.delete("A", "a.ecs.internal", "10.0.0.1"), .delete("A", "b.ecs.internal", "10.0.0.1")], in: stage.zone)
    }
    #expect(error?.code == .invalidChangeBatch)
    #expect(
      error?.details == [
        "Tried to delete resource record set [name='a.ecs.internal.', type='A'] but it was not found",
        "Tried to delete resource record set [name='b.ecs.internal.', type='A'] but it was not found",
      ])
  }

  @Test func A_request_that_is_none_has_no_operation() async {
    let stage = Stage()
    let error = await #expect(throws: AWSError.self) {
      try await stage.client.send(.get("/2013-04-01/tags/hostedzone/\(stage.zone)"), to: .route53)
    }
    #expect(error?.status == 404)
  }
}
