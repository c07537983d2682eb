import HTTPClient
import HTTPTypes
import Logging
import NIOCore

extension InstanceIdentity {
  /// Asks the ECS agent where there is one and its answer is needed; that takes two seconds at most, and a failure
  /// falls back to the host's name. Throws ``ConfigurationError``.
  static func find(_ settings: Settings, client: Client, logger: Logger) async throws -> InstanceIdentity {
    try await find(settings, hostname: HostName.current(), logger: logger, fetch: ECSMetadata.fetch(by: client))
  }

  static func find(
    _ settings: Settings, hostname: String, logger: Logger, fetch: @escaping ECSMetadata.Fetch
  ) async throws -> InstanceIdentity {
    let configured = try Configured(settings)
    var ecs: ECSMetadata?
    let isKnown = configured.containerID != nil && configured.instanceID != nil
    if !isKnown, let base = settings.string("ECS_CONTAINER_METADATA_URI_V4") {
      do {
        ecs = try await ECSMetadata.load(base: base, fetch: fetch)
      } catch {
        logger.warning(
          "the ECS agent did not tell who this container is; the host's name is used", metadata: ["error": "\(error)"])
      }
    }
    return InstanceIdentity(configured: configured, ecs: ecs, hostname: hostname)
  }
}

extension ECSMetadata {
  /// Asks the ECS agent, which takes two seconds at most.
  static func fetch(by client: Client) -> Fetch {
    { url in
      let response = try await client.execute(
        ClientRequest(url: url, timeout: .seconds(2), connectTimeout: .seconds(1), maximumBodyBytes: 256 * 1024))
      guard response.status == .ok else { throw UnexpectedStatus(code: response.status.code) }
      return response.body
    }
  }
}

private struct UnexpectedStatus: Error, CustomStringConvertible {
  let code: Int
  var description: String { "the ECS agent answered \(code)" }
}
