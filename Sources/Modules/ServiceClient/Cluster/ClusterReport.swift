package import Discovery

/// A service as it is shown to people.
package struct ClusterReport: Sendable {
  package var service: String
  /// As the configuration names it.
  package var strategy: String
  package var resolution: ResolutionReport
  package var endpoints: [EndpointReport]
  package var calls: CallReport

  package init(
    service: String, strategy: String, resolution: ResolutionReport, endpoints: [EndpointReport], calls: CallReport
  ) {
    self.service = service
    self.strategy = strategy
    self.resolution = resolution
    self.endpoints = endpoints
    self.calls = calls
  }
}
