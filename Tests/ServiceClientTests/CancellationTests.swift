import Discovery
import HTTPClient
import Logging
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

/// Callers that leave.
@Suite struct CancellationTests {
  @Test func leaving_cancels_the_attempt_and_says_nothing_about_the_instance() async {
    let time = ManualTime()
    let test = TestCluster(2, time: time) { _ in
      do {
        try await time.source.sleep(for: .seconds(1))
      } catch {
        throw ClientError(.cancelled, "The request was cancelled.")
      }
      return .answer()
    }
    await test.lookUp()
    let call = Task { await test.failure { () throws(ServiceCallError) in try await test.get() } }
    await time.sleepers(atLeast: 1)
    call.cancel()
    let failure = await call.value
    #expect(failure?.code == .cancelled && test.transport.calls.count == 1)
    #expect(test.endpoints.allSatisfy { $0.failures == 0 && $0.state == .available } && test.lent == 0)
    #expect(test.cluster.ledger.inFlight == 0)
  }

  @Test func leaving_ends_the_pause_before_another_attempt() async {
    let time = ManualTime()
    let policy = CallPolicy(waitForReady: .zero)
    let test = TestCluster(2, policy: policy, time: time, random: RandomSource { .max }) { _ in throw ClientError.reset
    }
    await test.lookUp()
    let call = Task { await test.failure { () throws(ServiceCallError) in try await test.get() } }
    await time.sleepers(atLeast: 1)
    call.cancel()
    #expect(await call.value?.code == .cancelled)
    #expect(test.transport.calls.count == 1)
  }

  @Test func leaving_ends_the_wait_for_the_registry() async {
    let time = ManualTime()
    let transport = ScriptedTransport { _ in .answer() }
    let resolver = SilentResolver(time: time.source)
    let cluster = Cluster(
      ClusterDefinition(service: "weather", strategy: "consul", resolver: resolver), policy: .test,
      transport: transport, time: time.source, logger: .init(label: "test"))
    let call = Task { () async -> ServiceCallError.Code? in
      do throws(ServiceCallError) {
        _ = try await cluster.call(ServiceRequest(target: "/"))
        return nil
      } catch {
        return error.code
      }
    }
    await time.sleepers(atLeast: 1)
    call.cancel()
    #expect(await call.value == .cancelled)
    #expect(cluster.ledger.inFlight == 0)
    cluster.stop()
  }

  @Test func every_lease_comes_back_whoever_leaves_when() async {
    let time = ManualTime()
    let chance = RandomSource.seeded(11)
    let test = TestCluster(3, policy: .hedging, time: time) { _ in
      let (steps, kind) = (chance.next() % 20, chance.next() % 4)
      for _ in 0..<steps {
        await Task.yield()
        if Task.isCancelled { throw ClientError(.cancelled, "The request was cancelled.") }
      }
      switch kind {
      case 0: throw ClientError.refused
      case 1: throw ClientError.reset
      case 2: return .answer(503)
      default: return .answer()
      }
    }
    for _ in 0..<20 {
      await withDiscardingTaskGroup { group in
        for _ in 0..<100 {
          group.addTask {
            let call = Task { try? await test.get() }
            let steps = chance.next() % 30
            for _ in 0..<steps { await Task.yield() }
            call.cancel()
            _ = await call.value
          }
        }
      }
      time.advance(by: .milliseconds(100))
    }
    #expect(test.lent == 0 && test.cluster.ledger.inFlight == 0)
    test.cluster.stop()
  }
}

/// Never answers.
private struct SilentResolver: ServiceResolver {
  var time: TimeSource
  var question: AskedQuestion? { AskedQuestion(name: "x.", type: "A") }

  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    try? await time.sleepUntil(time.now().advanced(by: .seconds(100_000)))
    throw ResolutionFailure(.cancelled, "The lookup was cancelled.")
  }
}
