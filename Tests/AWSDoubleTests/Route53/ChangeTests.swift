import Testing

@testable import AWS
@testable import AWSDouble

/// What a batch of changes does.
@Suite struct ChangeTests {
  @Test func A_batch_is_made_whole_or_not_at_all() async throws {
    let stage = Stage()
    #expect(
      try await stage.refusals(
        .create("CNAME", "a.ecs.internal", "lb."), .delete("CNAME", "none.ecs.internal", "lb."))
        == ["Tried to delete resource record set [name='none.ecs.internal.', type='CNAME'] but it was not found"])
    #expect(stage.written == [])
    #expect(stage.aws.changes == [])
    #expect(
      try await stage.refusals(
        .create("CNAME", "a.ecs.internal", "lb."), .create("TXT", "_a.ecs.internal", #""owner""#)) == [])
    #expect(stage.written == [#"TXT _a.ecs.internal. 60 "owner""#, "CNAME a.ecs.internal. 60 lb."])
  }

  @Test func All_that_is_wrong_in_a_batch_is_told_at_once() async throws {
    let stage = Stage()
    let said = try await stage.refusals(
      .delete("CNAME", "a.ecs.internal", "lb."), .delete("CNAME", "b.ecs.internal", "lb."))
    #expect(
      said == [
        "Tried to delete resource record set [name='a.ecs.internal.', type='CNAME'] but it was not found, "
          + "Tried to delete resource record set [name='b.ecs.internal.', type='CNAME'] but it was not found"
      ])
  }

  @Test func What_is_there_cannot_be_created() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("CNAME", "a.ecs.internal", ["lb."]), in: stage.zone)
    let said = "Tried to create resource record set [name='a.ecs.internal.', type='CNAME'] but it already exists"
    #expect(try await stage.refusals(.create("CNAME", "A.ecs.internal.", "lb.")) == [said])
    #expect(try await stage.refusals(.create("CNAME", "a.ecs.internal", "other.")) == [said])
  }

  @Test func An_upsert_makes_or_replaces() async throws {
    let stage = Stage()
    #expect(try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "one.")) == [])
    #expect(try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "two.", ttl: 5)) == [])
    #expect(try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "two.", ttl: 5)) == [])
    #expect(stage.written == ["CNAME a.ecs.internal. 5 two."])
    #expect(stage.aws.changes.count == 3)
  }

  @Test func A_delete_of_what_was_deleted_is_refused() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("A", "a.ecs.internal", ["10.0.0.1"]), in: stage.zone)
    #expect(try await stage.refusals(.delete("A", "a.ecs.internal", "10.0.0.1")) == [])
    #expect(
      try await stage.refusals(.delete("A", "a.ecs.internal", "10.0.0.1"))
        == ["Tried to delete resource record set [name='a.ecs.internal.', type='A'] but it was not found"])
  }

  @Test(arguments: [
    RecordChange.delete("A", "a.ecs.internal", "10.0.0.1"),
    .delete("A", "a.ecs.internal", "10.0.0.1", "10.0.0.2", ttl: 61),
    .delete("A", "a.ecs.internal", "10.0.0.1", "10.0.0.3"),
    .delete("A", "a.ecs.internal", "10.0.0.1", "10.0.0.2", "10.0.0.3"),
  ])
  func A_delete_must_have_the_TTL_and_all_values(change: RecordChange) async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("A", "a.ecs.internal", ["10.0.0.1", "10.0.0.2"]), in: stage.zone)
    #expect(
      try await stage.refusals(change) == [
        "Tried to delete resource record set [name='a.ecs.internal.', type='A'] but the values provided do not match "
          + "the current values"
      ])
    #expect(stage.written.count == 1)
  }

  @Test func Values_of_earlier_times_delete_nothing() async throws {
    let stage = Stage()
    _ = try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "old."))
    _ = try await stage.refusals(.upsert("CNAME", "a.ecs.internal", "new."))
    #expect(try await stage.refusals(.delete("CNAME", "a.ecs.internal", "old.")).count == 1)
    #expect(stage.written == ["CNAME a.ecs.internal. 60 new."])
  }

  @Test func The_order_of_values_says_nothing() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("A", "a.ecs.internal", ["10.0.0.1", "10.0.0.2"]), in: stage.zone)
    #expect(try await stage.refusals(.delete("A", "a.ecs.internal", "10.0.0.2", "10.0.0.1")) == [])
  }

  @Test func A_set_may_come_twice_in_a_batch_only_to_be_deleted_and_created() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("CNAME", "a.ecs.internal", ["old."]), in: stage.zone)
    let said = "The request contains an invalid set of changes for a resource record set 'CNAME a.ecs.internal.'"
    let delete = RecordChange.delete("CNAME", "a.ecs.internal", "old.")
    let create = RecordChange.create("CNAME", "A.ecs.internal.", "new.")
    let upsert = RecordChange.upsert("CNAME", "a.ecs.internal", "new.")
    for batch in [(delete, delete), (create, delete), (upsert, upsert), (delete, upsert), (create, create)] {
      #expect(try await stage.refusals(batch.0, batch.1) == [said])
    }
    #expect(try await stage.refusals(delete, create) == [])
    #expect(stage.written == ["CNAME a.ecs.internal. 60 new."])
  }

  @Test func Changes_are_made_in_their_order() async throws {
    let stage = Stage()
    stage.aws.put(ZoneRecords("A", "a.ecs.internal", ["10.0.0.1"]), in: stage.zone)
    let delete = RecordChange.delete("A", "a.ecs.internal", "10.0.0.1")
    let create = RecordChange.create("CNAME", "a.ecs.internal", "lb.")
    #expect(try await stage.refusals(create, delete).count == 1)
    #expect(try await stage.refusals(delete, create) == [])
  }

  @Test func A_request_has_at_most_1000_records_and_those_of_upserts_count_twice() async throws {
    let stage = Stage()
    func batch(_ count: Int, _ action: RecordChange.Action) -> [RecordChange] {
      (0..<count).map {
        RecordChange(action, ResourceRecordSet(name: "x\($0).ecs.internal", type: "CNAME", ttl: 60, values: ["lb."]))
      }
    }
    func refusal(_ changes: [RecordChange]) async -> String? {
      await #expect(throws: AWSError.self) { try await stage.route53.change(changes, in: stage.zone) }?.message
    }
    #expect(await refusal(batch(501, .upsert)) == "[Number of records limit of 1000 exceeded.]")
    #expect(await refusal(batch(1001, .create)) == "[Number of records limit of 1000 exceeded.]")
    _ = try await stage.route53.change(batch(500, .upsert), in: stage.zone)
    _ = try await stage.route53.change(batch(500, .delete), in: stage.zone)
    _ = try await stage.route53.change(batch(1000, .create), in: stage.zone)
    #expect(stage.written.count == 1000)
  }

  @Test func A_request_has_at_most_32000_characters_in_values_and_those_of_upserts_count_twice() async throws {
    let stage = Stage()
    func batch(_ count: Int, _ action: RecordChange.Action) -> [RecordChange] {
      (0..<count).map {
        let value = "\"" + String(repeating: "x", count: 198) + "\""
        return RecordChange(
          action, ResourceRecordSet(name: "x\($0).ecs.internal", type: "TXT", ttl: 60, values: [value]))
      }
    }
    let error = await #expect(throws: AWSError.self) {
      try await stage.route53.change(batch(81, .upsert), in: stage.zone)
    }
    #expect(error?.message == "[Number of characters limit of 32000 exceeded.]")
    _ = try await stage.route53.change(batch(80, .upsert), in: stage.zone)
    _ = try await stage.route53.change(batch(80, .delete), in: stage.zone)
    _ = try await stage.route53.change(batch(160, .create), in: stage.zone)
  }
}
