/// Which container and which instance this process is. Found once, at the start.
///
/// The instance is what a client sees change when the next answer comes from elsewhere: on ECS the task, elsewhere the
/// host. `CONTAINER_ID` and `INSTANCE_ID` set them by hand.
package struct InstanceIdentity: Sendable, Equatable {
  package var containerID: String
  package var instanceID: String

  package init(containerID: String, instanceID: String) {
    self.containerID = containerID
    self.instanceID = instanceID
  }

  /// What was set by hand wins over what ECS tells, and that over the host's name.
  init(configured: Configured, ecs: ECSMetadata?, hostname: String) {
    self.init(
      containerID: configured.containerID ?? ecs?.containerID ?? hostname,
      instanceID: configured.instanceID ?? ecs?.taskID ?? hostname)
  }

  /// The two settings.
  struct Configured: Sendable {
    var containerID: String?
    var instanceID: String?

    /// Throws ``ConfigurationError`` for an id that cannot stand in a header field.
    init(_ settings: Settings) throws {
      containerID = try Self.id("CONTAINER_ID", settings)
      instanceID = try Self.id("INSTANCE_ID", settings)
    }

    private static func id(_ key: String, _ settings: Settings) throws -> String? {
      guard let id = settings.string(key) else { return nil }
      guard id.utf8.count <= 128, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw ConfigurationError(key: key, value: id, allowed: "1 to 128 visible ASCII characters without spaces")
      }
      return id
    }
  }
}
