/// The one cluster whose services a registrar writes down.
struct ClusterIdentity: Sendable, Hashable {
  var account: String
  var region: String
  var cluster: String

  /// Whether `reference`, as an event has it, means this cluster. A bare name does, whatever the account and region that
  /// it is of: those are for the envelope to tell.
  func isMeant(by reference: ClusterReference) -> Bool {
    reference.name == cluster && (reference.region ?? region) == region && (reference.account ?? account) == account
  }
}
