import Chassis

/// What has to change in the catalogue so that it says what runs on this host, and nothing that others registered.
struct CatalogueDifference: Sendable, Equatable {
  /// Ids, in their order.
  var deregistered: [String] = []
  var registered: [RegistrationPlan] = []
  /// Plans that are not carried out since their id belongs to somebody else: id and why.
  var conflicts: [String: String] = [:]

  /// - Parameters:
  ///   - plans: What runs, in the order of precedence where two have one id.
  ///   - untouched: Containers whose entries stay as they are.
  init(
    from catalogue: Catalogue, to plans: [RegistrationPlan], host: String, untouched: (_ container: String) -> Bool
  ) {
    var taken: Set<String> = []
    for plan in plans {
      let entry = catalogue.entries[plan.id]
      guard taken.insert(plan.id).inserted else {
        conflicts[plan.id] = "two containers ask for the id"
        continue
      }
      guard entry != Catalogue.Entry(plan) else { continue }
      if let entry, !Self.mayReplace(entry, by: plan, host: host) {
        conflicts[plan.id] = "the id belongs to a service that was not registered here"
        continue
      }
      registered.append(plan)
    }
    deregistered = catalogue.entries.filter { id, entry in
      guard let origin = entry.origin, origin.host == host else { return false }
      return !taken.contains(id) && !untouched(origin.container)
    }.keys.sorted()
  }

  /// An entry without a mark may be that of the original Registrator for the same container, whose ids are the same; an id
  /// that was chosen freely proves nothing.
  private static func mayReplace(_ entry: Catalogue.Entry, by plan: RegistrationPlan, host: String) -> Bool {
    if let origin = entry.origin { return origin.host == host }
    return plan.service.id == nil
  }
}
