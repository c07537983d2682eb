import Testing
import Timing
import TimingTesting

@testable import Discovery

/// An instance that is missing from an answer that is only a part is not for that reason gone.
@Suite(.timeLimit(.minutes(1))) struct PartialAnswerTests {
  @Test func A_whole_answer_removes_at_once() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2, 3])
    await test.refresh(after: .seconds(60), test.found([1, 4]))
    #expect(test.sets == [[1, 2, 3], [1, 4]])
  }

  @Test func A_part_adds_and_holds_what_is_missing_for_three_TTLs() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2, 3], ttl: .seconds(10), isPartial: true)
    await test.refresh(after: .seconds(10), part(test, [2, 3, 4], after: 10))
    #expect(test.sets.last == [1, 2, 3, 4])
    await test.refresh(after: .seconds(10), part(test, [1, 2, 4], after: 10))
    #expect(test.sets.last == [1, 2, 3, 4])
    // 3 was seen 10 s after the start: 29 s later it is held, 30 s later it goes.
    await test.refresh(after: .seconds(19), part(test, [1, 2, 4], after: 19))
    #expect(test.sets.last == [1, 2, 3, 4])
    await test.refresh(after: .seconds(10), part(test, [1, 2, 4], after: 10))
    #expect(test.sets.last == [1, 2, 4])
  }

  @Test func A_whole_answer_after_parts_ends_the_hold() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2, 3], isPartial: true)
    await test.refresh(after: .seconds(60), test.found([4, 5]))
    #expect(test.sets.last == [4, 5])
  }

  @Test func What_changed_but_its_order_is_no_change() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2, 3])
    await test.refresh(after: .seconds(60), test.found([3, 1, 2]))
    #expect(test.sets == [[1, 2, 3]])
    #expect(test.report.instances.map(\.number) == [1, 2, 3])
  }

  @Test func A_new_weight_is_a_change() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    var resolution = Resolution.test([1], at: test.time.now.advanced(by: .seconds(60)))
    resolution.instances[0].weight = 5
    await test.refresh(after: .seconds(60), .success(resolution))
    #expect(test.sets == [[1], [1]])
    #expect(test.report.instances.first?.weight == 5)
  }

  private func part(_ test: CacheUnderTest, _ numbers: [UInt32], after seconds: Int) -> ScriptedResolver.Answer {
    .success(
      .test(
        numbers, ttl: .seconds(10), at: test.time.now.advanced(by: .seconds(seconds)), isPartial: true))
  }
}
