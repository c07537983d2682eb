import ServiceLifecycle

/// Begins to look for the backends with the portal, and ends once it has answered its last request.
struct DiscoveryLife: Service {
  let discovery: DiscoverySwitch

  func run() async throws {
    discovery.prepare()
    // Ends with the portal's graceful stop, or when it is cancelled.
    try? await gracefulShutdown()
    discovery.stop()
  }
}
