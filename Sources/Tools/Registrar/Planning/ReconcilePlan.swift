/// What has to be done so that the zone says what the cluster is.
struct ReconcilePlan: Sendable, Equatable {
  /// A name that is right already.
  struct Kept: Sendable, Equatable {
    var name: String
    var service: String
    var target: String
    var reason: String
  }

  /// A service that is to have no name.
  struct Nameless: Sendable, Equatable {
    var service: String
    var reason: String
  }

  /// By name.
  var changes: [PlannedChange] = []
  var kept: [Kept] = []
  var nameless: [Nameless] = []
  var problems: [Problem] = []
}
