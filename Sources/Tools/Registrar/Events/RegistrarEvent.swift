/// What an event comes to. It is never believed for what it says of a service, only for which one to ask ECS about: events
/// come twice, late, out of order, or not at all.
struct RegistrarEvent: Sendable, Equatable {
  enum Wish: Sendable, Equatable {
    case reconcile(ReconcileScope)
    /// Delete all that the registrar has written.
    case withdraw
    /// Nothing is to be done, for this reason.
    case nothing(String)
  }

  /// What came, in a few words: `CreateService`, `schedule`.
  var trigger: String
  var wish: Wish
  /// The cluster that it is about; nil where it is about none.
  var cluster: ClusterReference?
  /// Where it happened; nil where it does not say.
  var account: String?
  var region: String?
  /// Changes are only to be told.
  var isDryRun = false

  /// The same, without effect where it is about another cluster than `identity`.
  func addressed(to identity: ClusterIdentity) -> RegistrarEvent {
    guard (account ?? identity.account) == identity.account, (region ?? identity.region) == identity.region else {
      return ignored("it is of another account or region")
    }
    guard cluster.map(identity.isMeant) ?? true else { return ignored("it is about another cluster") }
    return self
  }

  func ignored(_ reason: String) -> RegistrarEvent {
    var copy = self
    copy.wish = .nothing(reason)
    return copy
  }
}
