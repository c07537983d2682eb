import Discovery
import HTTPClient
import HTTPTypes
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

/// A service that is not there, or not yet.
@Suite struct WaitingTests {
  @Test(arguments: [
    (ResolutionFailure.Code.noSuchName, ServiceCallError.Code.noSuchService), (.noInstances, .noInstances),
    (.timedOut, .discoveryTimedOut), (.refused, .discoveryRefused), (.serverFailure, .discoveryFailed),
    (.unreachable, .discoveryFailed), (.malformed, .discoveryFailed),
  ])
  func why_nobody_was_found_is_told_in_whole_sentences(
    code: ResolutionFailure.Code, expected: ServiceCallError.Code
  ) async {
    let test = TestCluster(answers: [.failure(ResolutionFailure(code, "Because."))]) { _ in .answer() }
    let failure = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(failure?.code == expected && failure?.attempts == 0)
    #expect(failure?.message.contains("weather service") == true && failure?.message.hasSuffix(". Because.") == true)
  }

  @Test func reasons_read_differently() {
    let codes: [ResolutionFailure.Code] = [.noSuchName, .noInstances, .timedOut, .refused, .serverFailure]
    let messages = codes.map { ServiceCallError(ResolutionFailure($0, ""), of: "x").message }
    #expect(Set(messages).count == codes.count)
  }

  @Test func shortly_after_the_start_a_call_waits_for_the_first_instance() async throws {
    let time = ManualTime()
    let gone = ResolutionFailure(.noSuchName, "No such name.")
    let test = TestCluster(
      policy: CallPolicy(), answers: [.failure(gone), .success([.numbered(1)])], time: time
    ) { _ in .answer() }
    async let answer = test.get()
    // The registry's "there is none" holds for a second; the deadline is later.
    #expect(await eventually { test.resolver.queries == 1 && time.nextWake.map { $0 < .seconds(2) } == true })
    time.advance(by: .seconds(1))
    #expect(try await answer.instance == .numbered(1))
    #expect(test.resolver.queries == 2)
  }

  @Test func later_a_call_fails_at_once() async {
    let time = ManualTime()
    let test = TestCluster(
      policy: CallPolicy(backoff: .zero), answers: [.failure(ResolutionFailure(.noSuchName, "No such name."))],
      time: time
    ) { _ in .answer() }
    time.advance(by: .seconds(11))
    let failure = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(failure?.code == .noSuchService && time.elapsed == .seconds(11))
  }

  @Test func shortly_after_the_start_a_call_waits_for_an_instance_that_can_be_reached() async throws {
    let time = ManualTime()
    let test = TestCluster(2, policy: CallPolicy(backoff: .zero), time: time) { _ in
      if time.elapsed < .milliseconds(1100) { throw ClientError.refused }
      return .answer()
    }
    let answer = Task { () async throws(ServiceCallError) in try await test.get() }
    let isDone = Mutex(false)
    let driver = Task {
      while !isDone.withLock({ $0 }) {
        if time.sleeperCount > 1 { time.advance(by: .milliseconds(5)) }
        for _ in 0..<10 { await Task.yield() }
      }
    }
    let result = await answer.result
    isDone.withLock { $0 = true }
    await driver.value
    #expect(try result.get().response.status == .ok)
    // Three times, and then not before a probe had been answered.
    #expect(test.transport.calls.count == 4)
  }
}
