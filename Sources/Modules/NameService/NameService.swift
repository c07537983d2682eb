package import DNS
package import Logging
package import Timing

/// A registry of instances, the checks of their health, and the zones that come of both, for a ``ZoneServer``.
package final class NameService: Sendable {
  package let registry: Registry
  package let plan: ZonePlan

  /// The zones in force, renewed at each change of the registry.
  package let store: ZoneStore

  private let monitor: HealthMonitor

  package init(
    plan: ZonePlan = ZonePlan(), probe: HealthProbe, time: TimeSource = .real, random: RandomSource = .system,
    logger: Logger
  ) {
    let (registry, store) = (Registry(), ZoneStore())
    let monitor = HealthMonitor(registry: registry, probe: probe, time: time, random: random)
    self.registry = registry
    self.plan = plan
    self.store = store
    self.monitor = monitor
    let journal = HealthJournal(logger: logger)
    registry.observe { [weak monitor] snapshot in
      do {
        store.replace(try ZoneSet(plan.zones(of: snapshot).map(\.zone)), revision: snapshot.revision + 1)
      } catch {
        logger.error("the zones stay as they were", metadata: ["fault": "\(error)"])
      }
      monitor?.follow(snapshot)
      journal.follow(snapshot)
    }
  }

  /// Ends the checks; returns once none is under way. The zones stay as they are.
  package func stop() async {
    await monitor.stop()
  }
}
