import Timing

/// A region of AWS.
package struct Region: Sendable, Hashable, CustomStringConvertible {
  /// Such as `us-east-1`: letters, digits and hyphens, since it becomes part of a host's name.
  package let name: String

  /// Nil where `name` cannot be one.
  package init?(_ name: String) {
    guard !name.isEmpty, name.utf8.count <= 63,
      name.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
      })
    else { return nil }
    self.name = name
  }

  package var description: String { name }

  /// That of `AWS_REGION` or `AWS_DEFAULT_REGION`, else that of the EC2 instance. Throws ``CredentialsError``, or
  /// `CancellationError`.
  static func find(
    environment: [String: String], transport: any AWSTransport, time: TimeSource
  ) async throws -> Region {
    for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
      guard let name = environment.nonEmpty(variable) else { continue }
      guard let region = Region(name) else {
        throw CredentialsError(.misconfigured, "\(variable) is no region: \(name.debugDescription).")
      }
      return region
    }
    let unknown = "The region is not known: set AWS_REGION."
    guard let metadata = try InstanceMetadata(environment: environment, transport: transport, time: time) else {
      throw CredentialsError(.absent, unknown)
    }
    do {
      return try await metadata.region()
    } catch let error as CredentialsError {
      throw CredentialsError(.absent, unknown, cause: error)
    }
  }
}
