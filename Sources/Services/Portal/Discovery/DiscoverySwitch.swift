import Discovery
import Logging
import ServiceClient
import Synchronization
import Timing

/// The clusters in use, and the change from one strategy to another while requests go on.
final class DiscoverySwitch: BackendCaller {
  /// What is in use, swapped as a whole.
  private struct Generation: Sendable {
    var strategy: DiscoveryStrategy
    var client: ServiceClient
  }

  private let settings: DiscoverySettings
  private let factory: ClusterFactory
  private let current: Mutex<Generation>

  init(_ settings: DiscoverySettings, factory: ClusterFactory) {
    self.settings = settings
    self.factory = factory
    current = Mutex(Generation(strategy: settings.strategy, client: factory.client(for: settings.plans)))
  }

  /// What may be changed to; empty where nothing may.
  var offered: [DiscoveryStrategy] { settings.offered }

  var isSwitchable: Bool { settings.isSwitchable }

  var strategy: DiscoveryStrategy { current.withLock { $0.strategy } }

  func call(
    _ backend: Backend, _ request: ServiceRequest, deadline: Deadline?
  ) async throws(ServiceCallError) -> ServiceAnswer {
    let client = current.withLock { $0.client }
    return try await client.call(request, on: backend.name, deadline: deadline)
  }

  /// Looks every backend up, so that the first request to it need not wait.
  func prepare() {
    for cluster in clusters { cluster.prepare() }
  }

  /// Whether instances of any backend are known. Looks for them where none are.
  var isReady: Bool {
    let clusters = clusters
    if clusters.contains(where: \.isKnown) { return true }
    for cluster in clusters { cluster.prepare() }
    return clusters.contains(where: \.isKnown)
  }

  /// In the order of the backends.
  func report() -> [ClusterReport] { clusters.map { $0.report() } }

  /// From now on, calls go by `strategy`; those in flight end as they began. False where it is not offered.
  func change(to strategy: DiscoveryStrategy) -> Bool {
    guard let plans = settings.offers.first(where: { $0.strategy == strategy })?.plans else { return false }
    guard self.strategy != strategy else { return true }
    let new = Generation(strategy: strategy, client: factory.client(for: plans))
    let old = current.withLock { current in
      let old = current
      current = new
      return old
    }
    factory.logger.notice(
      "strategy changed", metadata: ["from": "\(old.strategy.rawValue)", "to": "\(strategy.rawValue)"])
    prepare()
    Task { await old.client.drain() }
    return true
  }

  /// Ends the background work. Calls in flight go on.
  func stop() {
    current.withLock { $0.client }.stop()
  }

  private var clusters: [Cluster] {
    let client = current.withLock { $0.client }
    return Backend.allCases.compactMap { client.cluster(of: $0.name) }
  }
}
