import DNS
import HTTPClient
import Logging
import NameService
import Timing

/// The name server of the demo, in its own process: all four kinds of zone, of the instances that run.
struct DemoNames: Sendable {
  let address: ServerAddress
  private let service: NameService
  private let server: ZoneServer

  /// Checks every second, and short TTLs, so that a person can watch what happens: AWS has 60 s.
  static let checkInterval = Duration.seconds(1)
  static let plan: ZonePlan = {
    var plan = ZonePlan()
    plan.route53TTL = 10
    plan.cloudMapTTL = 10
    return plan
  }()

  /// Listens at the port of Consul agents, 8600, or where that is taken at any free one. Throws where there is none.
  ///
  /// - Parameter tell: Gets the name of an instance, and true where it has begun to pass its checks, false to fail them.
  static func start(_ client: Client, tell: @escaping @Sendable (String, Bool) -> Void) async throws -> DemoNames {
    let quiet = Logger(label: "names", factory: { _ in SwiftLogNoOpLogHandler() })
    let service = NameService(plan: plan, probe: .network(client), logger: quiet)
    let changes = HealthChanges(tell: tell)
    service.registry.observe { changes.follow($0) }
    let loopback = IPAddress.v4(0x7F00_0001)
    do {
      let server = try await ZoneServer.start(
        on: ServerAddress(loopback, port: 8600), store: service.store, logger: quiet)
      return DemoNames(address: server.address, service: service, server: server)
    } catch {
      let server = try await ZoneServer.start(
        on: ServerAddress(loopback, port: 0), store: service.store, logger: quiet)
      return DemoNames(address: server.address, service: service, server: server)
    }
  }

  /// To be called once the instance has said that it is well.
  func register(_ instance: Instance) {
    guard let address = IPAddress(instance.host) else { return }
    let check = HealthCheck(.http(path: "/health"), interval: Self.checkInterval, timeout: Self.checkInterval)
    // The registry takes a thousand instances, and there are 32 at most.
    _ = try? service.registry.register(
      RegisteredInstance(
        service: instance.service, id: instance.name, address: address, port: UInt16(instance.port), check: check),
      origin: .program, isHealthy: true)
  }

  func deregister(_ instance: Instance) {
    service.registry.deregister(.init(service: instance.service, id: instance.name))
  }

  func stop() async {
    await server.stop()
    await service.stop()
  }
}
