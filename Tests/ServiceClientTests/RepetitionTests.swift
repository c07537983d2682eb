import Discovery
import HTTPClient
import HTTPTypes
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

/// What a call does about an instance that fails.
@Suite struct RepetitionTests {
  @Test func nobody_notices_that_one_of_two_was_killed() async throws {
    let test = TestCluster(2, random: .seeded(7)) { request in
      if request.authority == "10.0.0.1:80" { throw ClientError.refused }
      return .answer()
    }
    for _ in 0..<1000 { #expect(try await test.get().response.status == .ok) }
    #expect(test.transport.calls.count <= 1001 && test.state(of: 1) == .ejected)
  }

  @Test func nobody_notices_that_one_of_two_was_killed_while_it_answered() async throws {
    let test = TestCluster(2, random: .seeded(7)) { request in
      if request.authority == "10.0.0.1:80" { throw ClientError.reset }
      return .answer()
    }
    for _ in 0..<1000 { #expect(try await test.get().response.status == .ok) }
    #expect(test.state(of: 1) == .ejected)
  }

  @Test func black_hole_costs_its_connect_timeout_once() async throws {
    let time = ManualTime()
    let test = TestCluster(2, time: time, random: .seeded(3)) { request in
      guard request.authority == "10.0.0.1:80" else { return .answer() }
      time.advance(by: request.connectTimeout)
      throw ClientError(.connectTimeout, "No connection in time.")
    }
    for _ in 0..<100 { #expect(try await test.get().response.status == .ok) }
    #expect(time.elapsed == .milliseconds(250) && test.state(of: 1) == .ejected)
  }

  @Test func post_is_never_repeated_once_bytes_were_sent() async {
    for error in [
      ClientError.reset, ClientError(.timeout, ""), ClientError(.connectionLost, "", reusedConnection: true),
    ] {
      let test = TestCluster(3) { _ in throw error }
      let failure = await test.failure { () throws(ServiceCallError) in try await test.post() }
      #expect(failure?.attempts == 1 && test.transport.calls.count == 1, "\(error)")
    }
    for status in [502, 503, 504, 429] {
      let test = TestCluster(3) { _ in .answer(status, fields: [.retryAfter: "0"]) }
      _ = try? await test.post()
      #expect(test.transport.calls.count == 1, "\(status)")
    }
  }

  @Test func post_is_repeated_where_it_was_never_sent() async throws {
    let test = TestCluster(3) { request in
      if request.authority != "10.0.0.3:80" { throw ClientError.refused }
      return .answer()
    }
    #expect(try await test.post().instance == .numbered(3))
  }

  @Test func post_with_an_idempotency_key_is_repeated() async throws {
    let count = Mutex(0)
    let test = TestCluster(2) { _ in
      if count.withLock({
        $0 += 1; return $0
      }) == 1 {
        throw ClientError.reset
      }
      return .answer()
    }
    #expect(try await test.post(fields: [.idempotencyKey: "7"]).attempts == 2)
  }

  @Test(arguments: [502, 503, 504])
  func server_error_is_asked_of_another_instance(status: Int) async throws {
    let first = Mutex<String?>(nil)
    let test = TestCluster(2) { request in
      let isFirst = first.withLock { first in
        first = first ?? request.authority
        return first == request.authority
      }
      return .answer(isFirst ? status : 200)
    }
    let answer = try await test.get()
    #expect(answer.response.status == .ok && answer.attempts == 2)
    #expect(Set(test.transport.calls.map(\.authority)).count == 2)
  }

  @Test func last_answer_is_given_where_all_are_errors() async throws {
    let test = TestCluster(2) { _ in .answer(503) }
    let answer = try await test.get()
    #expect(answer.response.status == .serviceUnavailable && answer.attempts == 3)
  }

  @Test func call_that_is_a_repetition_is_not_repeated() async {
    let test = TestCluster(3) { _ in throw ClientError.refused }
    let failure = await test.failure { () throws(ServiceCallError) in try await test.get(attempt: 2) }
    #expect(failure?.attempts == 1 && failure?.code == .unreachable)
  }

  @Test func throttled_request_waits_as_long_as_the_server_says() async throws {
    let time = ManualTime()
    let count = Mutex(0)
    let test = TestCluster(2, time: time) { _ in
      count.withLock({
        $0 += 1; return $0
      }) == 1 ? .answer(429, fields: [.retryAfter: "1"]) : .answer()
    }
    await test.lookUp()
    async let answer = test.get()
    await time.sleepers(atLeast: 1)
    #expect(time.nextWake == .seconds(1))
    time.advance(by: .seconds(1))
    #expect(try await answer.attempts == 2)
  }

  @Test func pause_before_another_instance_is_drawn_from_zero_to_25_ms() async throws {
    let time = ManualTime()
    let policy = CallPolicy(waitForReady: .zero)
    let test = TestCluster(2, policy: policy, time: time, random: RandomSource { .max }) { _ in throw ClientError.reset
    }
    await test.lookUp()
    async let failure = test.failure { () throws(ServiceCallError) in try await test.get() }
    for _ in 0..<2 {
      await time.sleepers(atLeast: 1)
      #expect(time.nextWake.map { $0 - time.elapsed } == .milliseconds(25))
      time.advance(by: .milliseconds(25))
    }
    #expect(await failure?.attempts == 3)
  }

  @Test func attempts_never_take_longer_than_the_deadline_together() async throws {
    for seed in UInt64(0)..<200 {
      let time = ManualTime()
      let chance = RandomSource.seeded(seed)
      let test = TestCluster(3, time: time) { request in
        // Beside the call, and no part of its time.
        if request.isProbe { throw ClientError.refused }
        var chance = chance
        // Whatever an attempt may take, it takes.
        let error: ClientError.Code =
          [.timeout, .connectTimeout, .connectionLost].randomElement(using: &chance) ?? .timeout
        let most = error == .connectTimeout ? request.connectTimeout : request.timeout
        time.advance(by: error == .connectionLost ? most * Double.random(in: 0...1, using: &chance) : most)
        throw ClientError(error, "")
      }
      _ = await test.failure { () throws(ServiceCallError) in try await test.get() }
      #expect(time.elapsed <= .seconds(2), "seed \(seed)")
      #expect(test.transport.calls.count <= 3)
    }
  }

  @Test func stale_kept_connection_is_no_failure_of_its_instance() async {
    let test = TestCluster(2) { _ in throw ClientError(.connectionLost, "", reusedConnection: true) }
    for _ in 0..<20 { _ = try? await test.post() }
    #expect(test.endpoints.allSatisfy { $0.state == .available && $0.failures == 0 })
  }

  @Test func all_down_multiplies_requests_by_no_more_than_the_budget() async {
    let time = ManualTime()
    let test = TestCluster(3, time: time) { _ in throw ClientError.reset }
    // 100 requests a second for 60 s.
    for _ in 0..<6000 {
      time.advance(by: .milliseconds(10))
      _ = try? await test.get()
    }
    // 6000 requests, a fifth more, 10 a second, and what the first window began with.
    let calls = test.transport.calls.count
    #expect(calls > 7200 && calls <= 7900)
  }

  @Test func exhausted_budget_gives_the_original_error() async {
    var policy = CallPolicy.test
    policy.budget = RetryBudget.Limits(share: 0, floorPerSecond: 0)
    let test = TestCluster(2, policy: policy) { _ in throw ClientError.refused }
    let failure = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(failure?.code == .unreachable && failure?.attempts == 1)
    #expect(failure?.message == "The weather service cannot be reached. Connection refused.")
  }

  @Test func failed_connection_asks_the_registry_anew() async throws {
    let time = ManualTime()
    let test = TestCluster(
      answers: [.success([.numbered(1)]), .success([.numbered(2)])], time: time
    ) { request in
      if request.authority == "10.0.0.1:80" { throw ClientError.refused }
      return .answer()
    }
    time.advance(by: .seconds(2))
    _ = await test.failure { () throws(ServiceCallError) in try await test.get() }
    time.advance(by: .seconds(2))
    _ = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(await eventually { test.resolver.queries == 2 })
    #expect(await eventually { test.state(of: 2) == .available })
    #expect(try await test.get().instance == .numbered(2))
  }
}
