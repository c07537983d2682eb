import Discovery
import HTTPClient
import HTTPTypes
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

/// How an ejected instance comes back.
@Suite struct ProberTests {
  @Test func ejected_instance_is_probed_in_the_background_until_it_serves() async throws {
    let isUp = Mutex(false)
    let test = TestCluster(1, host: "weather.weave.local") { request in
      if !isUp.withLock({ $0 }) { throw ClientError.refused }
      return .answer()
    }
    _ = try? await test.get()
    #expect(test.state(of: 1) == .ejected)
    let calls = test.transport.calls.count
    for probe in 1...3 {
      await test.time.advanceToNextWake()
      #expect(await eventually { test.transport.probes.count == probe && test.state(of: 1) == .ejected })
      #expect(await eventually { test.time.sleeperCount == 1 })
    }
    isUp.withLock { $0 = true }
    await test.time.advanceToNextWake()
    #expect(await eventually { test.state(of: 1) == .available })
    #expect(test.transport.probes.allSatisfy { $0.fields[.hostField] == "weather.weave.local" && $0.method == .get })
    #expect(test.transport.calls.count == calls)
  }

  @Test func ejected_instance_that_left_the_set_and_returns_is_probed() async throws {
    let isUp = Mutex(false)
    let (both, one) = ([ServiceInstance.numbered(1), .numbered(2)], [ServiceInstance.numbered(2)])
    let test = TestCluster(answers: [.success(both), .success(one), .success(both)]) { request in
      if request.authority == "10.0.0.1:80", !isUp.withLock({ $0 }) { throw ClientError.refused }
      return .answer()
    }
    for _ in 0..<20 { _ = try await test.get() }
    #expect(test.state(of: 1) == .ejected)
    test.time.advance(by: .seconds(2))
    test.cluster.cache.refreshEarly(at: test.time.now)
    #expect(await eventually { test.state(of: 1) == nil })
    for _ in 0..<10 where test.time.sleeperCount > 0 { await test.time.advanceToNextWake() }
    isUp.withLock { $0 = true }
    test.time.advance(by: .seconds(2))
    test.cluster.cache.refreshEarly(at: test.time.now)
    // However long the pause has become meanwhile; and a service that nobody calls is not probed.
    for _ in 0..<1000 where test.state(of: 1) != .available {
      _ = try await test.get()
      test.time.advance(by: .milliseconds(100))
      for _ in 0..<50 { await Task.yield() }
    }
    #expect(test.state(of: 1) == .available)
  }

  @Test func nobody_wakes_while_nothing_is_ejected() async throws {
    let test = TestCluster(3) { _ in .answer() }
    for _ in 0..<10 { _ = try await test.get() }
    for _ in 0..<1000 { await Task.yield() }
    #expect(test.time.sleeperCount == 0 && test.transport.probes.isEmpty)
  }

  @Test(arguments: [(200, true), (404, true), (401, true), (503, false), (500, false)])
  func answer_of_a_probe_counts_unless_it_is_a_server_error(status: Int, serves: Bool) async {
    let transport = ScriptedTransport { _ in .answer(status) }
    let probe = HealthProbe(host: nil, policy: CallPolicy(), transport: transport)
    #expect(await probe.serves(ServiceInstance.numbered(1).endpoint) == serves)
    #expect(transport.requests[0].url == "http://10.0.0.1:80/health")
    #expect(transport.requests[0].connectTimeout == .milliseconds(250))
  }

  @Test func service_that_nobody_uses_is_probed_no_longer_until_somebody_does() async throws {
    let test = TestCluster(2) { request in
      if request.authority == "10.0.0.1:80" { throw ClientError.refused }
      return .answer()
    }
    for _ in 0..<20 { _ = try await test.get() }
    #expect(test.state(of: 1) == .ejected)
    // Its probes go on for a minute or so, each later than the one before.
    for _ in 0..<100 {
      guard await eventually({ test.time.sleeperCount == 1 }) else { break }
      await test.time.advanceToNextWake()
      for _ in 0..<100 { await Task.yield() }
      if test.time.elapsed > .seconds(200) { break }
    }
    #expect(test.time.sleeperCount == 0 && test.time.elapsed < .seconds(200))
    let probes = test.transport.probes.count
    #expect(probes >= 3)
    _ = try await test.get()
    #expect(await eventually { test.transport.probes.count > probes })
  }

  @Test func stopped_prober_asks_no_more() async throws {
    let test = TestCluster(1) { _ in throw ClientError.refused }
    _ = try? await test.get()
    await test.time.sleepers(atLeast: 1)
    test.cluster.stop()
    #expect(await eventually { test.time.sleeperCount == 0 })
    test.time.advance(by: .seconds(60))
    for _ in 0..<1000 { await Task.yield() }
    #expect(test.transport.probes.isEmpty)
  }
}
