package import Timing

/// An endpoint as it is shown to people.
package struct EndpointReport: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    case available
    /// A probe is under way.
    case probing
    /// Gets no request until a probe succeeds.
    case ejected
    /// Has left the set; what is in flight finishes.
    case draining
  }

  package var instance: ServiceInstance
  package var state: State
  package var inFlight: Int
  /// The average that its cost comes from; nil before the first answer.
  package var latency: Duration?
  /// Attempts, cancelled ones included.
  package var requests: Int
  /// Attempts that failed in a way that speaks against the endpoint.
  package var failures: Int
  package var lastError: String?
  package var lastUsed: TimeSource.Instant?
  /// Until its probe is due, zero once it is; nil where it is not ejected.
  package var ejectedFor: Duration?
}
