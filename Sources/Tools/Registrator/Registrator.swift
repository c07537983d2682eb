import Chassis
import HTTPClient

/// Registers the containers of this host with Consul, by the variables that they carry, for as long as they run.
@main
struct Registrator {
  static func main() async {
    await Chassis.run("registrator", listen: listen, help: help, openAPI: document) { service in
      let configuration = try RegistratorConfiguration(service.settings)
      let status = RegistratorStatus()
      let client = service.client
      service.info("engine", service.settings.string("DOCKER_HOST", default: ""))
      service.ready(when: "engine") { status.engineFault }
      service.ready(when: "consul") { status.consulFault }
      service.run(
        alongside: RegistratorService(
          configuration: configuration,
          engine: Engine(configuration.engine) { try await client.execute($0) },
          consul: ConsulAgent(configuration.consul, token: configuration.token) { try await client.execute($0) },
          status: status, logger: service.logger))
    }
  }

  /// For this host only: what is there concerns those who run it.
  static let listen = HostPort(host: "127.0.0.1", port: 4570)

  private static let document: StaticString = """
    {"openapi": "3.1.0", "info": {"title": "registrator",
     "description": "Registers the containers of a host with Consul."}, "paths": {}}
    """

  private static let help = """
      DOCKER_HOST              the container engine (unix:///var/run/docker.sock)
      REGISTRATOR_CONSUL       HTTP API of this host's Consul agent (http://127.0.0.1:8500)
      CONSUL_HTTP_TOKEN        for the agent, or CONSUL_HTTP_TOKEN_FILE (none)
      REGISTRATOR_ADDRESS      address of this host to register (what the engine says, else the agent's own)
      REGISTRATOR_INTERNAL     register the containers' own addresses and ports (false)
      REGISTRATOR_EXPLICIT     register only what has a SERVICE_NAME or SERVICE_<port>_NAME (true)
      REGISTRATOR_TAGS         tags for all services, separated by commas (none)
      REGISTRATOR_RESYNC       how often everything is compared though nothing happened, 0s for never (60s)
      REGISTRATOR_DEREGISTER   always, or on-success: what crashed stays registered (always)
      REGISTRATOR_HOSTNAME     begins the ids of this host's services (the engine's host name)

    """
}
