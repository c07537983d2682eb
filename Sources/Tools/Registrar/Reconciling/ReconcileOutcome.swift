/// What a reconcile or a withdrawal did.
struct ReconcileOutcome: Sendable {
  /// As the zone was found at last.
  var plan = ReconcilePlan()
  /// In the order in which they were made; with a dry run, none.
  var written: [PlannedChange] = []
}
