package import CoreMetrics
import Discovery
import HTTPClient
import HTTPTypes
package import Logging
package import Timing

/// One service, as found by one strategy: its instances, what is known of their health, and how calls to it are made.
package final class Cluster: Sendable {
  package let service: String

  /// As the configuration names it.
  package let strategy: String

  let host: String?
  let policy: CallPolicy
  let rule: RetryRule
  let transport: any Transport
  let time: TimeSource
  let random: RandomSource
  let balancer: Balancer
  let cache: ResolutionCache
  let prober: Prober
  let ledger: CallLedger
  let journal: ClusterJournal
  let attempts: AttemptMetrics

  /// An instance that answered so recently is kept although the registry says that there is none.
  private static let probation = Duration.seconds(30)

  /// Until then calls wait for the first instance.
  let patientUntil: TimeSource.Instant

  package init(
    _ definition: ClusterDefinition, policy: CallPolicy, transport: any Transport, time: TimeSource = .real,
    random: RandomSource = .system, logger: Logger, metrics: any MetricsFactory = MetricsSystem.factory
  ) {
    let now = time.now()
    let service = definition.service
    var logger = logger
    logger[metadataKey: "service"] = .string(service)
    let journal = ClusterJournal(service: service, logger: logger)
    let ledger = CallLedger(policy, at: now)
    let balancer = Balancer(seed: random.next(), onChange: journal.changed)
    journal.watch { [weak balancer] in balancer?.report(at: time.now()) ?? [] }
    self.service = service
    strategy = definition.strategy
    host = definition.host
    self.policy = policy
    rule = RetryRule(attempts: policy.attempts, backoff: policy.backoff)
    self.transport = transport
    self.time = time
    self.random = random
    self.balancer = balancer
    self.ledger = ledger
    self.journal = journal
    attempts = AttemptMetrics(service: service, factory: metrics)
    patientUntil = now.advanced(by: policy.waitForReady)
    let lateProber = LateProber()
    cache = ResolutionCache(
      resolver: MeasuredResolver.wrapping(definition.resolver, service: service, time: time),
      policy: definition.caching, time: time, random: random,
      hasServedRecently: { balancer.hasServed($0, within: Self.probation, at: time.now()) },
      onChange: {
        balancer.update($0, at: time.now())
        // One that left while it was ejected may be back, and nobody has probed it meanwhile.
        lateProber.schedule()
        journal.countEndpoints()
      }, logger: logger)
    let probe = HealthProbe(host: host, policy: policy, transport: transport)
    prober = Prober(balancer: balancer, time: time, calls: { ledger.requests }) { [cache] endpoint in
      let serves = await probe.serves(endpoint)
      // The registry may know by now that it is gone.
      if !serves { cache.refreshEarly(at: time.now()) }
      return serves
    }
    lateProber.set(prober)
  }

  /// Begins to look the service up where that is due, so that the next call need not wait.
  package func prepare() {
    _ = cache.touch(at: time.now())
  }

  /// Whether an instance is known.
  package var isKnown: Bool { !cache.report(at: time.now()).instances.isEmpty }

  package func report() -> ClusterReport {
    let now = time.now()
    return ClusterReport(
      service: service, strategy: strategy, resolution: cache.report(at: now), endpoints: balancer.report(at: now),
      calls: ledger.report(at: now))
  }

  /// Looks the service up and probes its instances no longer. Calls in flight go on.
  package func stop() {
    prober.stop()
    cache.stop()
  }

  /// ``stop()``, once the calls in flight have ended or had the time that a call may take.
  package func drain() async {
    let end = time.now().advanced(by: policy.deadline + .seconds(1))
    while ledger.inFlight > 0, time.now() < end {
      guard (try? await time.sleep(for: .milliseconds(50))) != nil else { break }
    }
    stop()
  }
}
