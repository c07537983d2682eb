import Testing
import Timing
import TimingTesting

@testable import Discovery

/// What the cache makes of a registry that says that there is nobody.
@Suite(.timeLimit(.minutes(1))) struct DenialTests {
  @Test func One_NXDOMAIN_keeps_the_instances() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2])
    await test.refresh(after: .seconds(60), .failure(.nobody))
    #expect(test.touch())
    #expect(test.sets == [[1, 2]])
    #expect(test.report.status == .stale)
    #expect(test.report.nextRefresh == .seconds(1))
  }

  @Test func A_second_NXDOMAIN_is_believed() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2])
    await test.refresh(after: .seconds(60), .failure(.nobody))
    await test.refresh(after: .seconds(1), .failure(.nobody))
    #expect(!test.touch())
    #expect(test.sets == [[1, 2], []])
    #expect(test.report.status == .negative)
    #expect(test.report.lastError == ResolutionFailure.nobody.message)
  }

  @Test func A_second_NXDOMAIN_less_than_a_second_after_the_first_is_no_confirmation() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    let queries = test.resolver.queries
    test.time.advance(by: .seconds(60))
    _ = test.touch()
    await test.resolver.queries(atLeast: queries + 1)
    // The first answer takes 900 ms, so that a failed connection asks again 100 ms after it.
    test.time.advance(by: .milliseconds(900))
    test.resolver.answer(.failure(.nobody))
    await test.settle { test.report.nextRefresh != nil }
    test.time.advance(by: .milliseconds(100))
    test.cache.refreshEarly(at: test.time.now)
    await test.resolver.queries(atLeast: queries + 2)
    test.resolver.answer(.failure(.nobody))
    await test.settle { test.report.nextRefresh != nil }
    #expect(test.sets == [[1]])
    await test.refresh(after: .seconds(1), .failure(.nobody))
    #expect(test.sets == [[1], []])
  }

  @Test func An_answer_between_two_NXDOMAINs_makes_the_second_a_first_one() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    await test.refresh(after: .seconds(60), .failure(.nobody))
    await test.refresh(after: .seconds(1), test.found([1]))
    await test.refresh(after: .seconds(60), .failure(.nobody))
    #expect(test.sets == [[1]])
    #expect(test.report.status == .stale)
  }

  @Test func Those_that_answered_not_long_ago_outlive_a_confirmed_NXDOMAIN() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2, 3])
    test.serving([2, 9])
    await test.refresh(after: .seconds(60), .failure(.nobody))
    await test.refresh(after: .seconds(1), .failure(.nobody))
    #expect(test.sets == [[1, 2, 3], [2]])
    #expect(test.touch())
    // Once it answers no longer, it goes with the next answer.
    test.serving([])
    await test.refresh(after: .seconds(5), .failure(.nobody))
    #expect(test.sets == [[1, 2, 3], [2], []])
  }

  @Test func A_first_NXDOMAIN_is_told_to_those_who_wait_and_to_those_who_come_soon() async throws {
    let test = CacheUnderTest()
    let caller = Task { try await test.cache.wait(deadline: test.soon) }
    await test.resolver.queries(atLeast: 1)
    test.resolver.answer(.failure(.nobody))
    await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .noSuchName }
    test.time.advance(by: .milliseconds(999))
    await #expect { try await test.cache.wait(deadline: test.soon) } throws: {
      ($0 as? ResolutionFailure)?.code == .noSuchName
    }
    #expect(test.resolver.queries == 1)
    // Without SOA it is believed for a second (RFC 2308 section 5 would have it believed not at all).
    test.time.advance(by: .milliseconds(1))
    async let waiting: Void = test.cache.wait(deadline: test.soon)
    await test.resolver.queries(atLeast: 2)
    test.resolver.answer(test.found([1]))
    try await waiting
    #expect(test.sets == [[1]])
  }

  @Test(arguments: [(0, 1), (3, 3), (900, 5)])
  func Nobody_is_believed_as_long_as_the_SOA_says_within_1_and_5_seconds(said: Int, believed: Int) async throws {
    let test = CacheUnderTest()
    let caller = Task { try await test.cache.wait(deadline: test.soon) }
    await test.resolver.queries(atLeast: 1)
    test.resolver.answer(.failure(ResolutionFailure(.noInstances, "None.", negativeTTL: .seconds(said))))
    _ = await caller.result
    #expect(test.report.nextRefresh == .seconds(believed))
  }

  @Test func A_first_answer_that_fails_is_tried_again_after_at_most_5_seconds() async throws {
    let test = CacheUnderTest(random: .least)
    test.resolver.standing(.failure(.silence))
    var waits: [Duration] = []
    for _ in 0..<6 {
      await #expect(throws: ResolutionFailure.self) { try await test.cache.wait(deadline: test.soon) }
      let wait = try #require(test.report.nextRefresh)
      waits.append(wait)
      test.time.advance(by: wait)
    }
    #expect(zip(waits, [1, 2, 4, 5, 5, 5]).allSatisfy { $0 >= .seconds($1) && $0 < .seconds($1) * 1.01 })
    #expect(test.lines.count == 1)
  }

  @Test func Who_waits_until_an_instance_is_known_asks_again_by_itself() async throws {
    let test = CacheUnderTest()
    test.resolver.standing(.failure(.nobody))
    let deadline = Deadline(test.time.now.advanced(by: .seconds(10)))
    let caller = Task { try await test.cache.waitUntilKnown(deadline: deadline) }
    for count in 1...3 {
      await test.resolver.queries(atLeast: count)
      await test.settle { test.time.nextWake.map { $0 < .seconds(10) } ?? false }
      if count == 3 { test.resolver.standing(test.found([1])) }
      test.time.advance(by: .seconds(1))
    }
    try await caller.value
    #expect(test.resolver.queries == 4)
  }

  @Test func Who_waits_in_vain_learns_why_at_its_deadline() async throws {
    let test = CacheUnderTest()
    test.resolver.standing(.failure(.nobody))
    let deadline = Deadline(test.time.now.advanced(by: .milliseconds(2500)))
    let caller = Task { try await test.cache.waitUntilKnown(deadline: deadline) }
    for _ in 0..<3 {
      await test.settle { test.report.status == .negative && test.report.nextRefresh != .zero }
      await test.time.sleepers(atLeast: 1)
      await test.time.advanceToNextWake()
    }
    await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .noSuchName }
    #expect(test.time.elapsed == .milliseconds(2500))
  }

  @Test func Each_change_of_state_is_one_line_with_its_reason() async throws {
    let test = CacheUnderTest()
    try await test.know([1, 2])
    await test.refresh(after: .seconds(60), test.found([2, 1]))
    #expect(test.lines.count == 1)
    await test.refresh(after: .seconds(60), .failure(.silence))
    await test.refresh(after: .seconds(5), .failure(.silence))
    #expect(test.lines.count == 2)
    await test.refresh(after: .seconds(5), .failure(.nobody))
    await test.refresh(after: .seconds(5), .failure(.nobody))
    await test.refresh(after: .seconds(5), test.found([3]))
    let lines = test.lines
    #expect(lines.count == 5)
    #expect(lines[1].contains("timedOut"))
    #expect(lines[2].contains("until it says so again") && lines[2].contains("noSuchName"))
    #expect(lines[3].contains("no instances"))
    #expect(lines[4].contains("instances found") && lines[4].contains("10.0.0.3:80"))
  }
}
