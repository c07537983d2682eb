import AWS

/// What is to be done to one name: to its CNAME and to the mark beside it, at once or not at all.
struct PlannedChange: Sendable, Equatable {
  enum Kind: String, Sendable {
    case create, replace, delete
  }

  var kind: Kind
  /// `weather.ecs.internal`
  var name: String
  /// As ECS names it.
  var service: String
  /// What the CNAME says now; nil where there is none.
  var from: String?
  /// What it is to say; nil where it goes.
  var to: String?
  /// For a person, as the rest of "… because".
  var reason: String
  /// Deletions first, each of exactly what was read: Route 53 refuses where that has changed since.
  var records: [RecordChange]
}
