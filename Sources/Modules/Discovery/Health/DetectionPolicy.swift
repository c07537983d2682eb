/// When an endpoint is taken out of use, and for how long. The reasons for the defaults: docs/decisions/0015-balancing.md.
package struct DetectionPolicy: Sendable, Hashable {
  /// Soft failures in a row that eject.
  package var consecutiveFailures = 5

  /// Least share of successes within ``window``, once there were ``minimumRequests``.
  package var successRate = 0.8
  package var minimumRequests = 20

  /// The first ejection; each further one takes twice as long, up to ``longestEjection``.
  package var firstEjection: Duration = .seconds(1)
  package var longestEjection: Duration = .seconds(30)

  /// Lengths vary by this fraction to either side, so that what was ejected together is not probed together.
  package var jitter = 0.2

  /// Soft signs eject only up to this share of all endpoints, and never the last. If more than that fail at once, the
  /// cause is one that they share, such as a database, and fewer instances would not help. Hard signs have no such bound:
  /// requests would go to instances that are not there.
  package var softEjectionShare = 0.5

  package init() {}
}
