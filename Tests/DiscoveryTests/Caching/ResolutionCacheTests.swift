import DNS
import Testing
import Timing
import TimingTesting

@testable import Discovery

@Suite(.timeLimit(.minutes(1))) struct ResolutionCacheTests {
  @Test func A_thousand_callers_of_a_cold_name_send_one_query() async throws {
    let test = CacheUnderTest()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<1000 {
        group.addTask { try await test.cache.wait(deadline: test.soon) }
      }
      await test.time.sleepers(atLeast: 1000)
      test.resolver.answer(test.found([1, 2]))
      try await group.waitForAll()
    }
    #expect(test.resolver.queries == 1)
    #expect(test.sets == [[1, 2]])
    #expect(test.touch())
    #expect(test.time.sleeperCount == 0)
  }

  @Test func A_query_outlives_the_callers_that_leave() async throws {
    let test = CacheUnderTest()
    let callers = (0..<1000).map { _ in Task { try await test.cache.wait(deadline: test.soon) } }
    await test.time.sleepers(atLeast: 1000)
    for caller in callers.dropLast() { caller.cancel() }
    for caller in callers.dropLast() {
      await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .cancelled }
    }
    test.resolver.answer(test.found([1]))
    try await callers.last?.value
    #expect(test.resolver.queries == 1)
  }

  @Test func The_answer_is_kept_though_every_caller_left() async throws {
    let test = CacheUnderTest()
    let caller = Task { try await test.cache.wait(deadline: test.soon) }
    await test.time.sleepers(atLeast: 1)
    caller.cancel()
    _ = await caller.result
    test.resolver.answer(test.found([1]))
    await test.settle { test.touch() }
    #expect(test.resolver.queries == 1)
  }

  @Test func A_caller_that_was_cancelled_before_does_not_wait() async {
    let test = CacheUnderTest()
    let caller = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await test.cache.wait(deadline: test.soon)
    }
    await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .cancelled }
    #expect(test.time.sleeperCount == 0)
  }

  @Test func A_caller_waits_no_longer_than_its_deadline() async throws {
    let test = CacheUnderTest()
    let caller = Task { try await test.cache.wait(deadline: test.soon) }
    await test.time.advanceToNextWake()
    await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .timedOut }
    test.resolver.answer(test.found([1]))
    await test.settle { test.touch() }
  }

  @Test func A_refresh_ahead_happens_once_and_nobody_waits_for_it() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    test.time.advance(by: .seconds(43))
    #expect(test.touch())
    #expect(test.report.queries == 1)
    test.time.advance(by: .seconds(10))
    for _ in 0..<100 { #expect(test.touch()) }
    await test.resolver.queries(atLeast: 2)
    #expect(test.report.queries == 2)
    test.resolver.answer(test.found([2]))
    await test.settle { test.sets == [[1], [2]] }
    #expect(test.report.queries == 2)
  }

  @Test func A_name_that_is_not_used_sends_nothing_and_runs_no_timer() async throws {
    let test = CacheUnderTest()
    try await test.know([1], ttl: .zero)
    test.time.advance(by: .seconds(1800))
    for _ in 0..<100 { await Task.yield() }
    #expect(test.time.sleeperCount == 0)
    #expect(test.resolver.queries == 1)
    #expect(test.report.status == .stale)
    // The next use goes on with what is known, and asks.
    #expect(test.touch())
    await test.resolver.queries(atLeast: 2)
    test.resolver.answer(test.found([2]))
    await test.settle { test.sets == [[1], [2]] }
  }

  @Test func A_TTL_of_zero_sends_at_most_one_query_a_second() async throws {
    let test = CacheUnderTest(random: .least)
    try await test.know([1], ttl: .zero)
    for _ in 0..<1000 {
      test.time.advance(by: .milliseconds(10))
      let queries = test.report.queries
      #expect(test.touch())
      if test.report.queries > queries {
        await test.resolver.queries(atLeast: queries + 1)
        test.resolver.answer(test.found([1], ttl: .zero))
        await test.settle { test.report.nextRefresh != nil }
      }
    }
    #expect(test.time.elapsed == .seconds(10))
    #expect(test.resolver.queries == 11)
  }

  @Test func Fresh_for_its_TTL_but_no_longer_than_a_minute() async throws {
    let test = CacheUnderTest(random: .least)
    try await test.know([1], ttl: .seconds(86400))
    // A refresh at 80 % less a tenth of that, of one minute.
    #expect(test.report.nextRefresh == .seconds(60) * 0.8 * 0.9)
    #expect(test.report.status == .fresh)
  }

  @Test func In_an_outage_of_ten_minutes_nobody_waits_and_few_queries_are_sent() async throws {
    let test = CacheUnderTest(random: .least)
    try await test.know([1, 2], ttl: .seconds(1))
    test.resolver.standing(.failure(.silence))
    var sent: [Duration] = []
    for _ in 0..<6000 {
      test.time.advance(by: .milliseconds(100))
      let queries = test.report.queries
      #expect(test.touch())
      if test.report.queries > queries {
        sent.append(test.time.elapsed)
        await test.settle { test.report.nextRefresh != nil }
      }
    }
    let gaps = zip(sent.dropFirst(), sent).map { $0 - $1 }
    #expect(gaps.prefix(5) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16)])
    #expect(gaps.dropFirst(5).allSatisfy { $0 >= .seconds(30) })
    #expect(gaps.count > 20)
    #expect(test.sets == [[1, 2]])
    #expect(test.report.status == .stale)
    #expect(test.report.lastError == ResolutionFailure.silence.message)
    #expect(test.lines.count == 2)
    // It recovers with the first answer.
    test.resolver.standing(nil)
    await test.refresh(after: .seconds(36), test.found([1, 2]))
    #expect(test.report.status == .fresh)
    #expect(test.lines.count == 3)
  }

  @Test func After_an_hour_without_an_answer_nothing_is_known_any_longer() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    await test.refresh(after: .seconds(60), .failure(.silence))
    #expect(test.touch())
    test.time.advance(by: .seconds(3600))
    #expect(!test.touch())
    await test.resolver.queries(atLeast: 3)
    test.resolver.answer(.failure(.silence))
    await test.settle { test.sets == [[1], []] }
    #expect(test.report.status == .negative)
  }

  @Test func A_jump_of_the_clock_beyond_the_hour_makes_callers_wait_for_a_new_answer() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    test.time.advance(by: .seconds(86400))
    #expect(!test.touch())
    async let waiting: Void = test.cache.wait(deadline: test.soon)
    await test.resolver.queries(atLeast: 2)
    test.resolver.answer(test.found([1]))
    try await waiting
    #expect(test.sets == [[1]])
    #expect(test.touch())
  }

  @Test func A_failed_connection_asks_anew_at_most_once_a_second() async throws {
    let test = CacheUnderTest()
    try await test.know([1])
    test.time.advance(by: .milliseconds(999))
    test.cache.refreshEarly(at: test.time.now)
    #expect(test.report.queries == 1)
    test.time.advance(by: .milliseconds(1))
    for _ in 0..<10 { test.cache.refreshEarly(at: test.time.now) }
    #expect(test.report.queries == 2)
    await test.resolver.queries(atLeast: 2)
    test.resolver.answer(test.found([1]))
    await test.settle { test.report.nextRefresh != nil }
    test.cache.refreshEarly(at: test.time.now)
    #expect(test.report.queries == 2)
  }

  @Test func Failed_connections_do_not_quicken_the_queries_of_an_outage() async throws {
    let test = CacheUnderTest(random: .least)
    try await test.know([1], ttl: .seconds(1))
    await test.refresh(after: .seconds(2), .failure(.silence))
    await test.refresh(after: .seconds(1), .failure(.silence))
    test.time.advance(by: .milliseconds(1900))
    test.cache.refreshEarly(at: test.time.now)
    #expect(test.report.queries == 3)
  }

  @Test func A_stopped_cache_asks_nothing_and_lets_go_who_waits() async {
    let test = CacheUnderTest()
    let caller = Task { try await test.cache.wait(deadline: test.soon) }
    await test.time.sleepers(atLeast: 1)
    test.cache.stop()
    await #expect { try await caller.value } throws: { ($0 as? ResolutionFailure)?.code == .cancelled }
    test.resolver.answer(test.found([1]))
    for _ in 0..<100 { await Task.yield() }
    #expect(!test.touch())
    #expect(test.sets.isEmpty)
    await #expect(throws: ResolutionFailure.self) { try await test.cache.wait(deadline: test.soon) }
    #expect(test.resolver.queries == 1)
  }

  @Test func A_list_is_read_once() async throws {
    let list = StaticResolver(
      [.init(host: .address(.v4(0x0A00_0001)), port: 80)], hosts: .empty, dns: ScriptedDNS(), time: .real)
    let test = CacheUnderTest(list)
    try await test.cache.wait(deadline: test.soon)
    #expect(test.report.status == .static)
    test.time.advance(by: .seconds(86400))
    #expect(test.touch())
    test.cache.refreshEarly(at: test.time.now)
    #expect(test.report.queries == 1)
    #expect(test.sets == [[1]])
  }
}
