import Chassis
import DNS
import FoundationEssentials
import HTTPServer
import NameService

/// A name server whose zones look like those of Route 53, Consul, Cloud Map and Weave, filled from a registry file and an
/// HTTP API, with health checks of its own.
@main
struct NameServer {
  static func main() async {
    await Chassis.run(
      "nameserver", listen: HostPort(host: "127.0.0.1", port: 8601), help: help, openAPI: RegistryAPI.document
    ) { service in
      let configuration = try NameServerConfiguration(service.settings)
      let names = NameService(
        plan: configuration.plan, probe: .network(service.client), logger: service.logger)
      let file = configuration.registryFile.map { path in
        RegistryFileWatch(
          .path(path), registry: names.registry, interval: configuration.healthInterval, logger: service.logger)
      }
      do {
        try file?.load()
      } catch {
        throw ConfigurationError(
          key: "REGISTRY_FILE", fault: "names a file that cannot be used (\(error))",
          allowed: "the path of a registry file as docs/nameserver.md describes it")
      }
      RegistryAPI(names, interval: configuration.healthInterval).add(to: &service.router)
      let follower = NameFollower(
        configuration.followed, dns: DNSClient(servers: ResolvConf.system().servers, transport: SocketTransport()),
        registry: names.registry, check: HealthCheck(.http(path: "/health"), interval: configuration.healthInterval),
        interval: configuration.followInterval, logger: service.logger)
      let server = try await ZoneServer.start(on: configuration.listen, store: names.store, logger: service.logger)
      service.info("dns", server.address.description)
      service.run(
        alongside: NameServerService(
          names: names, server: server, file: file, follower: configuration.followed.isEmpty ? nil : follower))
    }
  }

  private static let help = """
      DNS_LISTEN               address and port for DNS by UDP and TCP (127.0.0.1:8600)
      REGISTRY_FILE            JSON file of instances, read again when it changes or on SIGHUP (none)
      FOLLOW                   host names whose addresses are instances: weather=weather.internal:4567 (none)
      FOLLOW_INTERVAL          how often they are asked for (2s)
      HEALTH_INTERVAL          how often instances are checked that do not say it (10s)
      ROUTE53_TTL, CONSUL_TTL, CLOUDMAP_TTL, WEAVE_TTL
                               how long records may be kept (60s, 0s, 60s, 1s)
      NEGATIVE_TTL             how long "there is none" may be kept, Route 53 and Cloud Map (5s)

    """
}
