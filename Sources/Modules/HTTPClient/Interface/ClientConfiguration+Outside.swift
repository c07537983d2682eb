extension ClientConfiguration {
  /// For servers of others on the internet: follows redirects with care, takes compressed bodies, goes through the proxy
  /// that the environment names, and holds few connections.
  ///
  /// - Parameter userAgent: Says who asks and where to read about it, as public interfaces demand.
  package static func outside(
    userAgent: String, proxyVariables: ProxyVariables = .ofProcess
  ) -> ClientConfiguration {
    ClientConfiguration(
      userAgent: userAgent, maximumConnections: 64, maximumConnectionsPerHost: 16, redirects: RedirectPolicy(limit: 3),
      acceptsCompression: true, proxyVariables: proxyVariables)
  }
}
