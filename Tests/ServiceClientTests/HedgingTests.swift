import Discovery
import HTTPClient
import HTTPTypes
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

@Suite struct HedgingTests {
  @Test func nothing_is_hedged_unless_the_policy_says_so() async throws {
    let test = try await warm(policy: .test)
    async let answer = test.cluster.get("/slow")
    await test.time.sleepers(atLeast: 1)
    #expect(test.time.sleeperCount == 1)
    test.time.advance(by: .milliseconds(400))
    #expect(try await answer.attempts == 1)
  }

  @Test func slow_request_is_sent_to_another_instance_and_the_loser_is_cancelled() async throws {
    let test = try await warm(policy: .hedging)
    let failures = test.cluster.endpoints.map(\.failures)
    async let answer = test.cluster.get("/slow")
    // The request and the alarm of the hedge.
    await test.time.sleepers(atLeast: 2)
    test.time.advance(by: .milliseconds(50))
    // The request and the hedge.
    #expect(await eventually { test.cluster.transport.calls.count == 102 && test.time.sleeperCount == 2 })
    test.time.advance(by: .milliseconds(20))
    let result = try await answer
    let asked = test.cluster.transport.calls.suffix(2).map(\.authority)
    #expect(Set(asked).count == 2 && result.attempts == 2)
    #expect("\(result.instance.endpoint)" == asked[1])
    #expect(test.cluster.lent == 0 && test.cluster.endpoints.map(\.failures) == failures)
    #expect(test.cluster.cluster.report().calls.hedges == 1)
  }

  @Test func post_is_not_hedged() async throws {
    let test = try await warm(policy: .hedging)
    let request = ServiceRequest(method: .post, target: "/slow")
    async let answer = test.cluster.cluster.call(request)
    await test.time.sleepers(atLeast: 1)
    #expect(test.time.sleeperCount == 1)
    test.time.advance(by: .milliseconds(400))
    #expect(try await answer.attempts == 1)
  }

  @Test func hedges_draw_on_the_retry_budget() async throws {
    var policy = CallPolicy.hedging
    policy.budget = RetryBudget.Limits(share: 0, floorPerSecond: 0)
    let test = try await warm(policy: policy)
    async let answer = test.cluster.get("/slow")
    await test.time.sleepers(atLeast: 2)
    test.time.advance(by: .milliseconds(50))
    #expect(await eventually { test.time.sleeperCount == 1 })
    test.time.advance(by: .milliseconds(400))
    #expect(try await answer.attempts == 1)
  }

  @Test func only_instance_is_not_asked_twice_at_once() async throws {
    let test = try await warm(1, policy: .hedging)
    async let answer = test.cluster.get("/slow")
    await test.time.sleepers(atLeast: 2)
    test.time.advance(by: .milliseconds(50))
    #expect(await eventually { test.time.sleeperCount == 1 })
    test.time.advance(by: .milliseconds(400))
    #expect(try await answer.attempts == 1 && test.cluster.lent == 0)
  }

  private struct Warm {
    var time: ManualTime
    var cluster: TestCluster
  }

  /// A cluster that had a hundred fast answers; `/slow` takes 400 ms at first and 20 ms at the second instance.
  private func warm(_ instances: Int = 2, policy: CallPolicy) async throws -> Warm {
    let time = ManualTime()
    let cluster = TestCluster(instances, policy: policy, time: time) { request in
      if request.url.hasSuffix("/slow") {
        let isHedge = request.fields[.requestAttempt] != nil
        do {
          try await time.source.sleep(for: isHedge ? .milliseconds(20) : .milliseconds(400))
        } catch {
          throw ClientError(.cancelled, "The request was cancelled.")
        }
      }
      return .answer()
    }
    await cluster.lookUp()
    for _ in 0..<100 { _ = try await cluster.get() }
    return Warm(time: time, cluster: cluster)
  }
}

extension CallPolicy {
  static let hedging = CallPolicy(backoff: .zero, hedge: HedgePolicy(), waitForReady: .zero)
}
