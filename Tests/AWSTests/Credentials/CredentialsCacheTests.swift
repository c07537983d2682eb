import FoundationEssentials
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import AWS

@Suite struct CredentialsCacheTests {
  /// Gives credentials that end as the test says, and counts how often it was asked.
  private final class Source: CredentialsSource {
    private let state: Mutex<(asked: Int, answer: Result<Date?, CredentialsError>)>
    private let gate: AsyncStream<Void>?

    init(_ expires: Date?, gate: AsyncStream<Void>? = nil) {
      state = Mutex((0, .success(expires)))
      self.gate = gate
    }

    var asked: Int { state.withLock { $0.asked } }

    func answer(_ answer: Result<Date?, CredentialsError>) { state.withLock { $0.answer = answer } }

    func credentials() async throws -> Credentials {
      let (number, answer) = state.withLock { state in
        state.asked += 1
        return (state.asked, state.answer)
      }
      if let gate { for await _ in gate {} }
      return try Credentials(
        accessKeyID: "id\(number)", secretKey: HiddenText("test-key"), expires: answer.get())
    }
  }

  private let time = ManualTime()

  private var now: @Sendable () -> Date {
    { [time] in Date(timeIntervalSince1970: Double(time.elapsed.components.seconds)) }
  }

  private func cache(_ source: Source) -> CredentialsCache {
    CredentialsCache(source, time: time.source, now: now)
  }

  private static let failure = CredentialsError(.unavailable, "none")

  @Test func Credentials_are_kept_until_five_minutes_before_their_end() async throws {
    let source = Source(Date(timeIntervalSince1970: 3600))
    let cache = cache(source)
    #expect(try await cache.credentials().accessKeyID == "id1")
    time.advance(by: .seconds(3299))
    #expect(try await cache.credentials().accessKeyID == "id1")
    time.advance(by: .seconds(1))
    source.answer(.success(Date(timeIntervalSince1970: 7200)))
    #expect(try await cache.credentials().accessKeyID == "id2")
    #expect(try await cache.credentials().accessKeyID == "id2")
    #expect(source.asked == 2)
  }

  @Test func Credentials_without_an_end_are_kept() async throws {
    let source = Source(nil)
    let cache = cache(source)
    _ = try await cache.credentials()
    time.advance(by: .seconds(1_000_000))
    #expect(try await cache.credentials().accessKeyID == "id1")
  }

  @Test func Old_ones_serve_while_no_new_ones_are_to_be_had_and_the_source_rests() async throws {
    let source = Source(Date(timeIntervalSince1970: 600))
    let cache = cache(source)
    _ = try await cache.credentials()
    source.answer(.failure(Self.failure))
    time.advance(by: .seconds(700))
    for _ in 0..<3 { #expect(try await cache.credentials().accessKeyID == "id1") }
    #expect(source.asked == 2)
    time.advance(by: .seconds(60))
    source.answer(.success(Date(timeIntervalSince1970: 7200)))
    #expect(try await cache.credentials().accessKeyID == "id3")
  }

  @Test func An_agent_without_newer_ones_is_not_asked_with_each_call() async throws {
    let source = Source(Date(timeIntervalSince1970: 200))
    let cache = cache(source)
    for _ in 0..<5 { _ = try await cache.credentials() }
    #expect(source.asked == 1)
    time.advance(by: .seconds(60))
    _ = try await cache.credentials()
    #expect(source.asked == 2)
  }

  @Test func A_first_failure_is_told_and_not_kept() async throws {
    let source = Source(nil)
    source.answer(.failure(Self.failure))
    let cache = cache(source)
    await #expect(throws: CredentialsError.self) { try await cache.credentials() }
    source.answer(.success(nil))
    #expect(try await cache.credentials().accessKeyID == "id2")
  }

  @Test func Many_who_need_them_have_them_asked_for_once() async throws {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let source = Source(nil, gate: gate)
    let cache = cache(source)
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await cache.credentials().accessKeyID } }
      while source.asked == 0 { await Task.yield() }
      open.finish()
      var ids: Set<String> = []
      for try await id in group { ids.insert(id) }
      return ids
    }
    #expect(ids == ["id1"])
    #expect(source.asked == 1)
  }

  @Test func Who_is_cancelled_takes_nothing_from_the_others() async throws {
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let source = Source(nil, gate: gate)
    let cache = cache(source)
    let first = Task { try await cache.credentials() }
    while source.asked == 0 { await Task.yield() }
    first.cancel()
    let second = Task { try await cache.credentials() }
    open.finish()
    #expect(try await second.value.accessKeyID == "id1")
    #expect(source.asked == 1)
  }
}
