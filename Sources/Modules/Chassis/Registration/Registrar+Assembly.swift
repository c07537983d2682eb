import CoreMetrics
import HTTPClient
import Logging

extension Registrar {
  /// The registrar of a service on this host; it asks the ECS agent where there is one.
  init(
    _ registration: RegistrationSettings, settings: Settings, instance: InstanceIdentity, client: Client,
    metrics: any MetricsFactory, listening: AsyncStream<HostPort>, logger: Logger
  ) {
    let base = settings.string("ECS_CONTAINER_METADATA_URI_V4")
    let fetch = ECSMetadata.fetch(by: client)
    self.init(
      settings: registration, hostname: HostName.current(), containerID: instance.containerID,
      agent: ConsulAgent(registration.agent, token: registration.token) { try await client.execute($0) },
      status: RegistrationStatus(name: registration.service.name, factory: metrics), listening: listening,
      findNetwork: {
        guard let base else { return nil }
        do {
          return try ContainerNetwork(container: await fetch(base))
        } catch {
          throw RegistrationFault(message: "the ECS agent did not tell how this container is reached: \(error)")
        }
      }, logger: logger)
  }
}
