import Chassis
import HTTPServer
import NIOCore

/// How an entry of the catalogue says that a registrator made it: by metadata, since an id can be anybody's.
enum RegistrationMark {
  /// The name of the host that the container runs on.
  static let host = "registrator-host"
  /// The container's id.
  static let container = "registrator-container"
  /// Of everything that was registered: the agent tells of a check only that there is one.
  static let digest = "registrator-digest"

  /// Throws `ConfigurationError` where Consul would not keep all metadata.
  static func mark(_ plan: inout RegistrationPlan, host: String, container: String) throws {
    guard plan.service.meta.count <= 61 else {
      throw ConfigurationError(
        key: RegistrationVariables.prefix + "…", fault: "is set \(plan.service.meta.count) times",
        allowed: "set 61 times at most: Consul keeps 64 members of metadata, and three say who registered the service")
    }
    plan.service.meta[self.host] = host
    plan.service.meta[self.container] = container
    let text = try JSONText.encode(plan.document)
    let hash = ContentHash.fnv1a128(Array(text.readableBytesView).span)
    plan.service.meta[digest] = String(hash, radix: 16)
  }
}
