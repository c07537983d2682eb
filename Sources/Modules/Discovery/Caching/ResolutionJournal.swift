import Logging

/// Tells of changes of state, one line for each; never of queries that changed nothing.
struct ResolutionJournal: Sendable {
  let logger: Logger

  func note(from before: ResolutionState, to after: ResolutionState) {
    let old = Set(before.instances)
    let new = Set(after.instances)
    guard before.condition != after.condition || old != new else { return }
    switch after.condition {
    case .fresh where before.condition == .unresolved || before.condition == .negative:
      logger.info("instances found", metadata: ["instances": "\(endpoints(new))"])
    case .doubted:
      logger.warning(
        "the registry says that there are no instances; keeping the known ones until it says so again",
        metadata: ["instances": "\(endpoints(old))", "error": "\(reason(after))"])
    case .stale where before.condition == .fresh:
      logger.warning(
        "instances cannot be looked up; using the last known ones",
        metadata: ["instances": "\(endpoints(new))", "error": "\(reason(after))"])
    case .negative:
      logger.warning("no instances", metadata: ["error": "\(reason(after))"])
    case _ where old != new:
      logger.info(
        "instances changed",
        metadata: ["added": "\(endpoints(new.subtracting(old)))", "removed": "\(endpoints(old.subtracting(new)))"])
    case .fresh:
      logger.info("instances can be looked up again", metadata: ["instances": "\(endpoints(new))"])
    case .stale:
      logger.warning(
        "the registry says that there are no instances; keeping those that still answer",
        metadata: ["instances": "\(endpoints(new))", "error": "\(reason(after))"])
    case .unresolved: break
    }
  }

  private func endpoints(_ instances: Set<ServiceInstance>) -> String {
    instances.map(\.endpoint.description).sorted().joined(separator: ",")
  }

  private func reason(_ state: ResolutionState) -> String {
    state.history.lastFailure?.description ?? ""
  }
}
