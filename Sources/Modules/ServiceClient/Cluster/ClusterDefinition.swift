package import Discovery

/// Which service a cluster is for, and how its instances are found.
package struct ClusterDefinition: Sendable {
  /// As in logs, metrics and messages.
  package var service: String

  /// As the configuration names it.
  package var strategy: String

  package var resolver: any ServiceResolver

  /// Sent as `Host`: the name that the service was found by, so that a load balancer or a server of several names knows
  /// which one is meant. Nil sends the address.
  package var host: String?

  /// How long what was found is used.
  package var caching: CachePolicy

  package init(
    service: String, strategy: String, resolver: any ServiceResolver, host: String? = nil,
    caching: CachePolicy = CachePolicy()
  ) {
    self.service = service
    self.strategy = strategy
    self.resolver = resolver
    self.host = host
    self.caching = caching
  }
}
