package import AWS
package import Chassis
package import FoundationEssentials
import HTTPClient
package import Logging
import NIOCore
package import Timing

/// The registrar as those see it who hand it events: the loop of a function, or the command line.
package struct RegistrarApplication: Sendable {
  /// What is left of an event's time for telling what was done.
  private static let margin = Duration.milliseconds(500)

  let configuration: RegistrarConfiguration
  private let client: AWSClient
  private let logger: Logger
  private let metrics: any LogSink
  private let time: TimeSource
  private let now: @Sendable () -> Date
  private let facts: RegistrarFacts

  /// - Parameter metrics: Takes the lines of metrics where the configuration asks for them.
  package init(
    configuration: RegistrarConfiguration, client: AWSClient, logger: Logger,
    metrics: any LogSink = DescriptorSink.standardOutput, time: TimeSource = .real,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.configuration = configuration
    self.client = client
    self.logger = logger
    self.metrics = metrics
    self.time = time
    self.now = now
    facts = RegistrarFacts(zoneName: configuration.zoneName)
  }

  /// Does what `event` is about, and says what it did as JSON.
  ///
  /// Takes any bytes: an event of EventBridge (CloudTrail's, ECS's own, a schedule's), `{}` for everything, or
  /// `{"withdraw":true}`. May be called again and again, also after it has thrown; calls at the same time do no harm.
  ///
  /// - Parameter deadline: When the answer must be there; nil for the calls' own limits.
  ///
  /// Throws ``RegistrarError``, which was logged, or `CancellationError` where the calling task was cancelled.
  package func handle(_ event: [UInt8], deadline: Deadline? = nil) async throws -> [UInt8] {
    do {
      return try await Array(JSONText.encode(report(on: event, deadline: deadline)).readableBytesView)
    } catch let error as RegistrarError {
      logger.error("failed", metadata: ["code": "\(error.code)", "error": "\(error)"])
      throw error
    }
  }

  func report(on event: [UInt8], deadline: Deadline? = nil) async throws -> RegistrarReport {
    try await measured(deadline) { reconciler, trigger in
      let read = try EventReader.read(event)
      trigger = read.trigger
      if case .nothing(let reason) = read.wish { return ignored(read, reason) }
      let event = read.addressed(to: try await reconciler.identity())
      if case .nothing(let reason) = event.wish { return ignored(event, reason) }
      return try await perform(event, by: reconciler)
    }
  }

  /// What is asked for here and not by an event.
  func report(on wish: RegistrarEvent) async throws -> RegistrarReport {
    try await measured(nil) { reconciler, trigger in
      trigger = wish.trigger
      return try await perform(wish, by: reconciler)
    }
  }

  private func perform(_ event: RegistrarEvent, by reconciler: Reconciler) async throws -> RegistrarReport {
    var reconciler = reconciler
    reconciler.isDryRun = reconciler.isDryRun || event.isDryRun
    let report: RegistrarReport
    let outcome: ReconcileOutcome
    switch event.wish {
    case .nothing(let reason): return ignored(event, reason)
    case .withdraw:
      outcome = try await reconciler.withdraw()
      report = RegistrarReport(.withdrawn, outcome, on: event.trigger, isDryRun: reconciler.isDryRun)
    case .reconcile(let scope):
      outcome = try await reconciler.reconcile(scope)
      report = RegistrarReport(.reconciled, outcome, on: event.trigger, isDryRun: reconciler.isDryRun)
    }
    outcome.plan.log(to: logger)
    logger.info(
      "\(report.outcome.rawValue)",
      metadata: [
        "trigger": .string(report.trigger), "dry_run": .stringConvertible(report.isDryRun),
        "created": .stringConvertible(report.count(.create)), "replaced": .stringConvertible(report.count(.replace)),
        "deleted": .stringConvertible(report.count(.delete)), "unchanged": .stringConvertible(report.unchanged),
        "problems": .stringConvertible(report.problems.count),
      ])
    return report
  }

  private func ignored(_ event: RegistrarEvent, _ reason: String) -> RegistrarReport {
    logger.info("ignored", metadata: ["trigger": .string(event.trigger), "reason": .string(reason)])
    return RegistrarReport(outcome: .ignored, trigger: event.trigger, reason: reason)
  }

  /// Counts and times what `body` does, also where it fails.
  private func measured(
    _ deadline: Deadline?, _ body: (Reconciler, _ trigger: inout String) async throws -> RegistrarReport
  ) async throws -> RegistrarReport {
    let tally = CallTally()
    let start = time.now()
    var metrics = RegistrarMetrics(cluster: configuration.cluster.name, milliseconds: 0)
    defer {
      if configuration.metrics == .emf {
        (metrics.throttles, metrics.failedCalls) = (tally.throttles, tally.failures)
        metrics.milliseconds = Int((time.now() - start) / .milliseconds(1))
        self.metrics.write(metrics.line(at: Int(now().timeIntervalSince1970 * 1000)))
      }
    }
    do {
      let report = try await body(reconciler(deadline, tally), &metrics.trigger)
      metrics.report = report
      return report
    } catch let error as CancellationError {
      // Who is stopped has not failed.
      throw error
    } catch {
      metrics.fault = (error as? RegistrarError)?.code.description ?? "Unknown"
      throw error
    }
  }

  private func reconciler(_ deadline: Deadline?, _ tally: CallTally) -> Reconciler {
    var client = client
    if let deadline { client = client.until(Deadline(deadline.instant - Self.margin)) }
    client.attemptFailed = { tally.attemptFailed(isThrottling: $0.isThrottling) }
    return Reconciler(
      reader: ClusterReader(ecs: ECS(client), cluster: configuration.cluster, region: client.region),
      balancing: LoadBalancerReader(balancing: LoadBalancing(client)), route53: Route53(client),
      zoneID: configuration.zoneID, ttl: configuration.ttl, isDryRun: configuration.isDryRun, facts: facts,
      logger: logger)
  }
}
