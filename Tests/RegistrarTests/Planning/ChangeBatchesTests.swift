import Testing

@testable import AWS
@testable import Registrar

@Suite struct ChangeBatchesTests {
  private func change(_ records: Int, _ action: RecordChange.Action = .create, characters: Int = 10) -> PlannedChange {
    let value = String(repeating: "x", count: characters)
    let set = ResourceRecordSet(name: "a.", type: "CNAME", ttl: 60, values: [value])
    return PlannedChange(
      kind: .create, name: "a", service: "a", from: nil, to: nil, reason: "",
      records: Array(repeating: RecordChange(action, set), count: records))
  }

  private func sizes(_ changes: [PlannedChange]) -> [Int] { ChangeBatches.cut(changes).map(\.count) }

  @Test func Nothing_is_no_batch() {
    #expect(ChangeBatches.cut([]).isEmpty)
  }

  @Test func A_thousand_records_are_one_batch_and_one_more_is_two() {
    let hundreds = Array(repeating: change(100), count: 10)
    #expect(sizes(hundreds) == [10])
    #expect(sizes(hundreds + [change(1)]) == [10, 1])
  }

  @Test func An_upsert_counts_twice() {
    #expect(sizes(Array(repeating: change(100, .upsert), count: 6)) == [5, 1])
    #expect(ChangeBatches.size(of: change(3, .upsert, characters: 7)) == (6, 42))
  }

  @Test func Values_have_32000_characters_in_a_batch() {
    let long = change(1, characters: 16_000)
    #expect(sizes([long, long]) == [2])
    #expect(sizes([long, long, change(1, characters: 1)]) == [2, 1])
  }

  @Test func What_belongs_together_is_never_cut() {
    #expect(sizes([change(999), change(2), change(998)]) == [1, 2])
  }

  @Test func Order_is_kept() {
    let changes = (0..<700).map { number in
      var one = change(2)
      one.name = "\(number)"
      return one
    }
    #expect(ChangeBatches.cut(changes).flatMap { $0 } == changes)
    #expect(sizes(changes) == [500, 200])
  }
}
