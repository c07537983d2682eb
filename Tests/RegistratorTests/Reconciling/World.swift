import Chassis
import Timing

@testable import Registrator

/// An engine and a Consul agent as plain values, and a reconciler that acts on them.
struct World {
  var containers: [String: Container] = [:]
  var catalogue = Catalogue()
  var isEngineAway = false
  var cannotList = false
  var isConsulAway = false
  /// Ids of containers that the engine cannot tell of.
  var obscure: Set<String> = []
  /// Ids of services that Consul refuses.
  var refused: Set<String> = []
  var now = TimeSource.Instant.now
  var reconciler: Reconciler
  /// All that was done, in words.
  var actions: [String] = []
  var notes: [ReconcilerNote] = []

  init(_ policy: Reconciler.Policy = .init(), rules: RegistrationRules = .explicit) {
    reconciler = Reconciler(rules: rules, policy: policy, random: RandomSource { .max / 2 }, now: now)
  }

  /// What the catalogue must hold of `containers`.
  var expected: [String: Catalogue.Entry] {
    let plans = containers.values.filter(\.isRunning).flatMap { reconciler.rules.services(of: $0).plans }
    return Dictionary(plans.map { ($0.id, Catalogue.Entry($0)) }) { first, _ in first }
  }

  mutating func run(_ container: Container, announced: Bool = true) {
    containers[container.id] = container
    if announced { event(container.id, .started) }
  }

  mutating func end(_ id: String, code: Int = 0, announced: Bool = true) {
    containers[id] = containers[id]?.ended(code: code)
    if announced { event(id, .ended(code)) }
  }

  mutating func event(_ id: String, _ kind: EngineEvent.Kind) {
    reconciler.take(EngineEvent(container: id, kind: kind), at: now)
  }

  /// Opens the stream of events, and lets it act.
  mutating func open() {
    reconciler.takeStreamOpened()
    settle()
  }

  /// Acts until there is nothing to do at this time. Returns when it wants to act next.
  @discardableResult
  mutating func settle() -> TimeSource.Instant? {
    for _ in 0..<10_000 {
      let step = reconciler.next(at: now)
      defer { notes += reconciler.takeNotes() }
      guard case .perform(let action) = step else {
        guard case .wait(let until) = step else { return nil }
        return until
      }
      perform(action)
    }
    preconditionFailure("The reconciler never rests: \(actions.suffix(5))")
  }

  mutating func pass(_ duration: Duration) {
    now = now.advanced(by: duration)
    settle()
  }

  mutating func perform(_ action: Reconciler.Action) {
    switch action {
    case .list:
      actions.append("list")
      if isEngineAway || cannotList {
        return reconciler.takeListFailure("away", isAway: isEngineAway, at: now)
      }
      reconciler.take(
        containers.values.map { ListedContainer(id: $0.id, isRunning: $0.isRunning) }, at: now)
    case .inspect(let id):
      actions.append("inspect \(id)")
      if isEngineAway || obscure.contains(id) {
        return reconciler.takeInspectFailure(of: id, "away", isAway: isEngineAway, at: now)
      }
      reconciler.take(containers[id], for: id, at: now)
    case .readCatalogue:
      actions.append("read")
      if isConsulAway { return reconciler.takeCatalogueFailure(Self.away, at: now) }
      reconciler.take(catalogue)
    case .register(let plan):
      actions.append("register \(plan.id)")
      if isConsulAway { return reconciler.take(.failed(Self.away), toRegistering: plan, at: now) }
      if refused.contains(plan.id) {
        return reconciler.take(.failed(.init(reason: "400", text: "refused")), toRegistering: plan, at: now)
      }
      catalogue.entries[plan.id] = Catalogue.Entry(plan)
      reconciler.take(.done, toRegistering: plan, at: now)
    case .deregister(let id):
      actions.append("deregister \(id)")
      if isConsulAway { return reconciler.take(.failed(Self.away), toDeregistering: id, at: now) }
      catalogue.entries[id] = nil
      reconciler.take(.done, toDeregistering: id, at: now)
    }
  }

  mutating func takeActions() -> [String] {
    defer { actions = [] }
    return actions
  }

  private static let away = RegistrationMachine.Failure(reason: "unreachable", text: "away")
}

extension Catalogue.Entry {
  /// One that no registrator made.
  static let foreign = Catalogue.Entry(
    name: "db", tags: [], address: "10.0.0.9", port: 5432, meta: ["owner": "us"], hasCheck: false)

  /// One that the registrator of `host` made, for a container of which nothing else is known.
  static func marked(host: String = "host", container: String) -> Catalogue.Entry {
    var entry = foreign
    entry.meta = [RegistrationMark.host: host, RegistrationMark.container: container, RegistrationMark.digest: "1"]
    return entry
  }
}
