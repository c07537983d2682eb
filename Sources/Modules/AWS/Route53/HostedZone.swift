import XML

/// A zone of names.
package struct HostedZone: Sendable, Equatable {
  /// `/hostedzone/Z1`
  package var id: String
  /// With the dot at its end.
  package var name: String
  /// Answers in its networks only.
  package var isPrivate: Bool
  /// IDs of the VPCs it answers in, where they were asked for.
  package var networks: [String] = []

  package init(id: String, name: String, isPrivate: Bool, networks: [String] = []) {
    self.id = id
    self.name = name
    self.isPrivate = isPrivate
    self.networks = networks
  }

  init(_ element: XMLElement) throws(AWSError) {
    try self.init(
      id: element.required("Id"), name: element.required("Name"),
      isPrivate: element["Config"]?.flag("PrivateZone") ?? false)
  }
}
