/// How instances are chosen. The reasons for the defaults: docs/decisions/0015-balancing.md.
package struct BalancerPolicy: Sendable, Hashable {
  /// Requests at a time on one endpoint; with HTTP/1.1 also the connections to it.
  package var concurrencyCap = 64

  /// Time in which an old latency counts for 1/e of what it did.
  package var latencyDecay: Duration = .seconds(10)

  /// An idle endpoint that was measured longer ago is asked once although another one seems cheaper.
  package var remeasureAfter: Duration = .seconds(5)

  /// Costs that differ by less are equal: noise in the measured latency must neither bend the weights nor drive all
  /// callers to one instance.
  package var indifference = 0.25

  /// What an attempt without an answer counts as, at least; also the most that "too much to do" raises a latency to.
  package var timeoutLatency: Duration = .seconds(1)

  /// How long the state of an endpoint that left is kept for its return.
  package var memory: Duration = .seconds(60)

  /// At most this many endpoints that left are remembered, so that a registry that names new ones each second does not
  /// fill the process. The oldest are forgotten first.
  package var rememberedEndpoints = 256

  package init() {}
}
