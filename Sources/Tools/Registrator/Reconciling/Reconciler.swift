import Chassis
import Timing

/// Decides what the registrator does next, so that the catalogue says what runs on this host.
///
/// It believes no event: one only says which container to ask the engine about. The exception is what must be quick: a
/// container that is asked to stop, or has ended, leaves the catalogue at once and comes back should it turn out to run.
/// Events may be lost, come twice or out of order; the next full round sets right whatever they left wrong. One action is
/// under way at a time; events are taken at any time.
struct Reconciler: Sendable {
  struct Policy: Sendable, Equatable {
    /// How often everything is compared though nothing seems to have happened; nil for never.
    var resync: Duration? = .seconds(60)
    /// What crashed stays in the catalogue, for its checks to tell of it.
    var keepsCrashed = false
  }

  enum Action: Sendable, Equatable {
    case list
    case inspect(String)
    case readCatalogue
    case register(RegistrationPlan)
    case deregister(String)
  }

  enum Step: Sendable, Equatable {
    case perform(Action)
    /// Until then, or until there is news; nil where only news can change anything.
    case wait(until: TimeSource.Instant?)
  }

  /// A container that runs, and what is to be registered of it.
  struct Known: Sendable, Equatable {
    var startedAt: String
    var stopSignal: Signal?
    var plans: [RegistrationPlan]
    var faults: [String]
  }

  /// A container that was asked to stop.
  struct Leaving: Sendable, Equatable {
    /// Of the run that is to end; nil where that is not known.
    var startedAt: String?
    /// From here on it is taken to have stayed.
    var until: TimeSource.Instant
  }

  let rules: RegistrationRules
  let policy: Policy
  let random: RandomSource

  var known: [String: Known] = [:]
  var leaving: [String: Leaving] = [:]
  /// Crashed ones whose entries stay.
  var kept: Set<String> = []
  /// To be asked about, in this order.
  var suspects: [String] = []
  /// Of single containers that the engine cannot tell of.
  var obscure: [String: Retry] = [:]
  /// Those of which nothing is known yet: their entries are left alone until then.
  var unknown: Set<String> = []
  var hasListed = false
  var isListDue = false

  /// The catalogue may differ from what runs.
  var isDirty = false
  /// As it was read for this round, with what was changed since; nil to read it.
  var view: Catalogue?
  /// Of an engine that does not answer.
  var engineRetry = Retry()
  /// Of an engine that answers, but cannot list its containers.
  var listRetry = Retry()
  var consulRetry = Retry()
  /// Of single services that Consul refuses, by id.
  var refusals: [String: Retry] = [:]
  private var nextResync: TimeSource.Instant?
  /// Of the last comparison; so that each is told once.
  var conflicts: [String: String] = [:]
  /// What happened since it was last asked for.
  var notes: [ReconcilerNote] = []

  init(rules: RegistrationRules, policy: Policy = Policy(), random: RandomSource = .system, now: TimeSource.Instant) {
    self.rules = rules
    self.policy = policy
    self.random = random
    nextResync = policy.resync.map { now.advanced(by: $0) }
  }

  /// How many services are in the catalogue as far as is known.
  var serviceCount: Int { plans.count }

  /// What to do next. An action that it gives is under way until its answer is taken.
  mutating func next(at now: TimeSource.Instant) -> Step {
    wake(at: now)
    if isListDue, engineRetry.isDue(at: now), listRetry.isDue(at: now) {
      isListDue = false
      return .perform(.list)
    }
    let difference = consulDifference(at: now)
    if isDirty, hasListed, view == nil, consulRetry.isDue(at: now) { return .perform(.readCatalogue) }
    if let id = difference?.deregistered.first { return .perform(.deregister(id)) }
    if engineRetry.isDue(at: now), let index = suspects.firstIndex(where: { obscure[$0]?.isDue(at: now) ?? true }) {
      return .perform(.inspect(suspects.remove(at: index)))
    }
    if let plan = difference?.registered.first { return .perform(.register(plan)) }
    // Containers that wait for the engine to answer belong to this round, too.
    if difference != nil {
      isDirty = false
      view = nil
      // What was due has been tried by now, or is not wanted any more.
      refusals = refusals.filter { !$0.value.isDue(at: now) }
    }
    return .wait(until: nextWake)
  }

  mutating func takeNotes() -> [ReconcilerNote] {
    defer { notes = [] }
    return notes
  }

  /// Puts `container` on the list of those to be asked about.
  mutating func suspect(_ container: String) {
    if !suspects.contains(container) { suspects.append(container) }
  }

  private var plans: [RegistrationPlan] {
    known.filter { leaving[$0.key] == nil }.sorted { $0.key < $1.key }.flatMap(\.value.plans)
  }

  /// What is to be changed now; nil where the catalogue cannot, or need not, be compared.
  private mutating func consulDifference(at now: TimeSource.Instant) -> CatalogueDifference? {
    guard isDirty, hasListed, let view, consulRetry.isDue(at: now) else { return nil }
    var difference = CatalogueDifference(from: view, to: plans, host: rules.host) { container in
      unknown.contains(container) || kept.contains(container)
    }
    for (id, reason) in difference.conflicts where conflicts[id] != reason { notes.append(.conflict(id, reason)) }
    conflicts = difference.conflicts
    let isDue = { [refusals] (id: String) in refusals[id]?.isDue(at: now) ?? true }
    difference.deregistered.removeAll { !isDue($0) }
    difference.registered.removeAll { !isDue($0.id) }
    return difference
  }

  /// Begins what has become due by time alone.
  private mutating func wake(at now: TimeSource.Instant) {
    if let resync = policy.resync, let due = nextResync, due <= now {
      nextResync = now.advanced(by: resync)
      isListDue = true
      isDirty = true
      view = nil
    }
    for (container, mark) in leaving where mark.until <= now {
      leaving[container] = nil
      suspect(container)
      isDirty = true
    }
    if refusals.values.contains(where: { $0.isDue(at: now) }) { isDirty = true }
  }

  private var nextWake: TimeSource.Instant? {
    var wakes = [nextResync].compactMap { $0 }
    if isListDue, let due = listRetry.notBefore { wakes.append(due) }
    let isEngineNeeded = isListDue || !suspects.isEmpty
    if isEngineNeeded, let due = engineRetry.notBefore { wakes.append(due) }
    wakes += suspects.compactMap { obscure[$0]?.notBefore }
    if isDirty, let due = consulRetry.notBefore { wakes.append(due) }
    wakes += leaving.values.map(\.until) + refusals.values.compactMap(\.notBefore)
    return wakes.min()
  }

  /// Longer than ECS and Docker are usually told to wait for a container before they kill it (ECS: 120 s at most).
  static let longestLeave = Duration.seconds(150)
}
