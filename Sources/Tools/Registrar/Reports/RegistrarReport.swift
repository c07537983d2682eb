/// What the registrar did on one event, or would have done: the answer of the function, and what the command shows.
struct RegistrarReport: Sendable, Equatable, Encodable {
  enum Outcome: String, Sendable, Encodable {
    case reconciled, withdrawn, ignored
  }

  struct Change: Sendable, Equatable, Encodable {
    /// `create`, `replace` or `delete`.
    var action: String
    var name: String
    var service: String
    var from: String?
    var to: String?
    var reason: String
  }

  struct Nameless: Sendable, Equatable, Encodable {
    var service: String
    var reason: String
  }

  struct Fault: Sendable, Equatable, Encodable {
    var code: String
    var service: String?
    var name: String?
    var message: String
  }

  var outcome: Outcome
  /// What it was done for.
  var trigger: String
  /// Why nothing was done, where the event was ignored.
  var reason: String?
  /// The changes were not made.
  var isDryRun = false
  var changes: [Change] = []
  /// Names that were right already.
  var unchanged = 0
  /// Services that are to have no name.
  var nameless: [Nameless] = []
  /// What a person has to mend.
  var problems: [Fault] = []

  private enum CodingKeys: String, CodingKey {
    case outcome, trigger, reason, isDryRun = "dryRun", changes, unchanged, nameless, problems
  }
}

extension RegistrarReport {
  init(_ outcome: Outcome, _ done: ReconcileOutcome, on trigger: String, isDryRun: Bool) {
    self.init(outcome: outcome, trigger: trigger, isDryRun: isDryRun)
    changes = (isDryRun ? done.plan.changes : done.written).map {
      Change(action: $0.kind.rawValue, name: $0.name, service: $0.service, from: $0.from, to: $0.to, reason: $0.reason)
    }
    unchanged = done.plan.kept.count
    nameless = done.plan.nameless.map { Nameless(service: $0.service, reason: $0.reason) }
    problems = done.plan.problems.map {
      Fault(code: $0.code.description, service: $0.service, name: $0.name, message: $0.message)
    }
  }

  /// How many changes of this kind there are.
  func count(_ kind: PlannedChange.Kind) -> Int { changes.count { $0.action == kind.rawValue } }
}
