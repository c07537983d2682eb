import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Discovery

/// A registry that tells of changes by itself, as Consul's blocking queries do.
@Suite(.timeLimit(.minutes(1))) struct WatchTests {
  @Test func A_watch_waits_for_the_version_after_the_one_it_knows() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    await watcher.queries(atLeast: 2)
    #expect(watcher.versions == [0, 7])
    watcher.answer(test.found([1, 2]), version: 9)
    await test.settle { test.sets == [[1], [1, 2]] }
    #expect(test.report.status == .fresh)
    #expect(test.report.nextRefresh == nil)
    test.cache.stop()
  }

  @Test func Uses_and_failed_connections_send_nothing_beside_the_watch() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    await watcher.queries(atLeast: 2)
    test.time.advance(by: .seconds(50))
    for _ in 0..<100 { #expect(test.touch()) }
    test.cache.refreshEarly(at: test.time.now)
    for _ in 0..<100 { await Task.yield() }
    #expect(watcher.versions.count == 2)
    test.cache.stop()
  }

  @Test func A_registry_that_answers_at_once_is_asked_once_a_second_after_a_burst_of_two() async throws {
    let (test, watcher) = try await watching([1], version: 1)
    var times: [Duration] = []
    for version in 2...6 {
      await watcher.queries(atLeast: version)
      times.append(test.time.elapsed)
      _ = test.touch()
      watcher.answer(test.found([1]), version: UInt64(version))
      await test.time.advanceToNextWake()
    }
    #expect(times == [.zero, .seconds(1), .seconds(2), .seconds(3), .seconds(4)])
    test.cache.stop()
  }

  @Test func A_watch_ends_once_nobody_used_the_service_for_a_minute_and_begins_with_the_next_use() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    await watcher.queries(atLeast: 2)
    test.time.advance(by: .seconds(60))
    watcher.answer(test.found([1]), version: 7)
    await test.settle { test.report.nextRefresh != nil }
    for _ in 0..<100 { await Task.yield() }
    #expect(test.time.sleeperCount == 0)
    #expect(watcher.versions.count == 2)
    #expect(test.touch())
    await watcher.queries(atLeast: 3)
    #expect(watcher.versions == [0, 7, 0])
    test.cache.stop()
  }

  @Test func When_everybody_is_gone_the_registry_is_asked_again_a_second_later_without_waiting() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    await watcher.queries(atLeast: 2)
    watcher.answer(.failure(.nobody), version: 8)
    await test.time.advanceToNextWake()
    await watcher.queries(atLeast: 3)
    #expect(test.time.elapsed == .seconds(1))
    #expect(watcher.versions == [0, 7, 0])
    #expect(test.sets == [[1]])
    watcher.answer(.failure(.nobody), version: 8)
    await test.settle { test.sets == [[1], []] }
    // Now it waits for the first instance, and callers need not.
    await #expect { try await test.cache.wait(deadline: test.soon) } throws: {
      ($0 as? ResolutionFailure)?.code == .noSuchName
    }
    await test.time.advanceToNextWake()
    await watcher.queries(atLeast: 4)
    #expect(watcher.versions == [0, 7, 0, 8])
    watcher.answer(test.found([2]), version: 9)
    await test.settle { test.sets == [[1], [], [2]] }
    test.cache.stop()
  }

  @Test func A_watch_that_fails_is_tried_again_later_and_later_and_the_instances_stay() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    var times: [Duration] = []
    for count in 2...6 {
      await watcher.queries(atLeast: count)
      times.append(test.time.elapsed)
      #expect(test.touch())
      watcher.answer(.failure(.silence), version: 0)
      await test.time.advanceToNextWake()
    }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(zip(gaps, [1, 2, 4, 8]).allSatisfy { $0 >= .seconds($1) && $0 <= .seconds($1) * 1.2 })
    #expect(watcher.versions == [0, 7, 0, 0, 0, 0])
    #expect(test.sets == [[1]])
    #expect(test.report.status == .stale)
    test.cache.stop()
  }

  @Test func Stopping_ends_the_watch() async throws {
    let (test, watcher) = try await watching([1], version: 7)
    await watcher.queries(atLeast: 2)
    test.cache.stop()
    watcher.answer(test.found([2]), version: 8)
    for _ in 0..<100 { await Task.yield() }
    #expect(test.sets == [[1]])
    #expect(watcher.versions.count == 2)
  }

  @Test func Two_at_once_then_one_a_second() {
    let start = TimeSource.Instant.now
    var pace = WatchPace()
    let now = { (seconds: Int) in start.advanced(by: .seconds(seconds)) }
    #expect(pace.next(at: now(0)) == now(0))
    #expect(pace.next(at: now(0)) == now(0))
    #expect(pace.next(at: now(0)) == now(1))
    #expect(pace.next(at: now(1)) == now(2))
    #expect(pace.next(at: now(100)) == now(100))
    #expect(pace.next(at: now(100)) == now(100))
    #expect(pace.next(at: now(100)) == now(101))
  }

  private func watching(_ numbers: [UInt32], version: UInt64) async throws -> (CacheUnderTest, ScriptedWatcher) {
    let watcher = ScriptedWatcher()
    let test = CacheUnderTest(watcher)
    async let waiting: Void = test.cache.wait(deadline: test.soon)
    await watcher.queries(atLeast: 1)
    watcher.answer(test.found(numbers), version: version)
    try await waiting
    return (test, watcher)
  }
}

/// A ``ScriptedResolver`` that is watched.
private final class ScriptedWatcher: ServiceWatcher {
  private struct State {
    var versions: [UInt64] = []
    var answers: [UInt64] = []
  }

  private let resolver = ScriptedResolver()
  private let state = Mutex(State())

  var question: AskedQuestion? { resolver.question }
  /// Those that were waited for.
  var versions: [UInt64] { state.withLock { $0.versions } }

  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    try await resolver.resolve(deadline: deadline)
  }

  func watch(after version: UInt64) async -> WatchedAnswer {
    state.withLock { $0.versions.append(version) }
    do {
      let resolution = try await resolver.resolve(deadline: Deadline(.now))
      return WatchedAnswer(.success(resolution), version: answered)
    } catch {
      return WatchedAnswer(.failure(error), version: answered)
    }
  }

  private var answered: UInt64 { state.withLock { $0.answers.removeFirst() } }

  func answer(_ answer: ScriptedResolver.Answer, version: UInt64) {
    state.withLock { $0.answers.append(version) }
    resolver.answer(answer)
  }

  func queries(atLeast count: Int) async {
    await resolver.queries(atLeast: count)
  }
}
