import DNS
import Discovery
import Logging
import Timing

/// Whether instances of a service are known, which each call asks.
enum Lookups {
  static func cached() async throws -> Measurement {
    let cache = ResolutionCache(
      resolver: OneInstance(), time: .real, random: .system, hasServedRecently: { _ in true }, onChange: { _ in },
      logger: Logger(label: "lookups") { _ in SwiftLogNoOpLogHandler() })
    try await cache.waitUntilKnown(deadline: .after(.seconds(10), by: .real))
    // Stands still, so that nothing is due.
    let now = ContinuousClock.now
    return Measurement(name: "lookup that is cached", target: (100, 0)) { count in
      for _ in 0..<count where !cache.touch(at: now) { fatalError("unknown") }
    }
  }

  private struct OneInstance: ServiceResolver {
    var question: AskedQuestion? { AskedQuestion(name: "weather.service.consul.", type: "SRV") }

    func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
      let endpoint = Endpoint(address: .v4(0x0A00_0001), port: 4567)
      return Resolution(instances: [ServiceInstance(endpoint: endpoint)], ttl: .seconds(60), receivedAt: .now)
    }
  }
}
