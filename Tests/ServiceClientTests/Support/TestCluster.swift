import CoreMetrics
import DNS
import Discovery
import HTTPClient
import HTTPTypes
import Logging
import Synchronization
import Timing
import TimingTesting

@testable import ServiceClient

/// A cluster in virtual time, with a resolver and a transport that do as the test says.
struct TestCluster {
  let time: ManualTime
  let transport: ScriptedTransport
  let resolver: ScriptedResolver
  let cluster: Cluster

  /// Instances at 10.0.0.1, 10.0.0.2, …, port 80.
  init(
    _ instances: Int = 2, policy: CallPolicy = .test, answers: [Result<[ServiceInstance], ResolutionFailure>]? = nil,
    host: String? = nil, time: ManualTime = ManualTime(), random: RandomSource = .seeded(1),
    metrics: any MetricsFactory = NOOPMetricsHandler.instance,
    _ script: @escaping ScriptedTransport.Script
  ) {
    self.time = time
    transport = ScriptedTransport(script)
    resolver = ScriptedResolver(
      answers ?? [.success((1...max(1, instances)).map { .numbered($0) })], time: time.source)
    cluster = Cluster(
      ClusterDefinition(service: "weather", strategy: "consul", resolver: resolver, host: host), policy: policy,
      transport: transport, time: time.source, random: random,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, metrics: metrics)
  }

  /// Returns once the instances are known and nobody sleeps: whoever sleeps afterwards is part of a call.
  func lookUp() async {
    try? await cluster.cache.wait(deadline: .after(.seconds(1), by: time.source))
    _ = await eventually { time.sleeperCount == 0 }
  }

  func get(_ target: String = "/weather/Oslo", attempt: Int = 1) async throws(ServiceCallError) -> ServiceAnswer {
    try await cluster.call(ServiceRequest(target: target, incomingAttempt: attempt))
  }

  func post(fields: HTTPFields = [:]) async throws(ServiceCallError) -> ServiceAnswer {
    try await cluster.call(ServiceRequest(method: .post, target: "/x", fields: fields))
  }

  /// What a call failed with; nil where it did not.
  func failure(_ call: () async throws(ServiceCallError) -> ServiceAnswer) async -> ServiceCallError? {
    do throws(ServiceCallError) {
      _ = try await call()
      return nil
    } catch {
      return error
    }
  }

  var endpoints: [EndpointReport] { cluster.report().endpoints }

  /// Requests that no lease was given back for.
  var lent: Int { endpoints.map(\.inFlight).reduce(0, +) }

  func state(of number: Int) -> EndpointReport.State? {
    endpoints.first { $0.instance == .numbered(number) }?.state
  }
}

extension CallPolicy {
  /// The defaults, but without waiting at the start and between attempts.
  static let test = CallPolicy(backoff: .zero, waitForReady: .zero)
}

extension ServiceInstance {
  static func numbered(_ number: Int) -> ServiceInstance {
    ServiceInstance(endpoint: Endpoint(address: .v4(0x0A00_0000 + UInt32(number)), port: 80))
  }
}

extension RandomSource {
  static func seeded(_ seed: UInt64) -> RandomSource {
    let generator = Mutex(SplitMix64(seed: seed))
    return RandomSource { generator.withLock { $0.next() } }
  }
}

/// True once `condition` is: for what other tasks do by themselves, and which no time has to pass for.
func eventually(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<100_000 {
    if condition() { return true }
    await Task.yield()
  }
  return condition()
}
