import Synchronization

/// The instances that are registered, and whether they are well.
package final class Registry: Sendable {
  /// Where an instance comes from: what a file or a followed name no longer has goes, and the others stay.
  package enum Origin: String, Sendable {
    case api
    case file
    case name
    case program
  }

  package struct Entry: Sendable, Equatable {
    package var instance: RegisteredInstance
    package var origin: Origin
    package var health: HealthRecord
    /// Tells the results of checks of this registration from those of an earlier one of the same name.
    var registration: UInt64
  }

  /// All entries at one moment, by service and id.
  package struct Snapshot: Sendable {
    /// Grows with each change.
    package var revision: UInt64
    package var entries: [Entry]
  }

  /// As many instances as a registry for one machine or a test ever needs.
  package static let mostInstances = 1000

  private struct State {
    var entries: [RegisteredInstance.Key: Entry] = [:]
    var revision: UInt64 = 0
    var observers: [@Sendable (Snapshot) -> Void] = []

    var snapshot: Snapshot {
      Snapshot(revision: revision, entries: entries.values.sorted { $0.instance.key < $1.instance.key })
    }
  }

  private let state = Mutex(State())

  package init() {}

  package var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// `observer` gets every state after a change, at once and on the thread of whoever changed it. Two changes made at the
  /// same time may be told in the other order: the revision says which is the later.
  package func observe(_ observer: @escaping @Sendable (Snapshot) -> Void) {
    observer(
      state.withLock { state in
        state.observers.append(observer)
        return state.snapshot
      })
  }

  /// Adds an instance, or changes the one of the same service and id; true where it is new. One that is registered again as
  /// it was keeps its health. Throws ``RegistryFault`` where there are too many.
  ///
  /// - Parameter isHealthy: True for one that is known to be well, so that its first check need not be awaited.
  @discardableResult
  package func register(
    _ instance: RegisteredInstance, origin: Origin, isHealthy: Bool = false
  ) throws(RegistryFault) -> Bool {
    try change { state throws(RegistryFault) in try Self.put(instance, origin, isHealthy, in: &state) }
  }

  /// False where there is none of that name.
  @discardableResult
  package func deregister(_ key: RegisteredInstance.Key) -> Bool {
    change { state in state.entries.removeValue(forKey: key) != nil }
  }

  /// Makes `instances` all that come from `origin`. Throws ``RegistryFault``, and then nothing has changed.
  package func replace(_ origin: Origin, with instances: [RegisteredInstance]) throws(RegistryFault) {
    try change { state throws(RegistryFault) in
      var next = state
      let keys = Set(instances.map(\.key))
      next.entries = next.entries.filter { $0.value.origin != origin || keys.contains($0.key) }
      for instance in instances { try Self.put(instance, origin, false, in: &next) }
      state = next
    }
  }

  /// Counts the result of a check. One of an earlier registration is passed over.
  func report(_ isGood: Bool, of key: RegisteredInstance.Key, registration: UInt64) {
    let told: (Snapshot, [@Sendable (Snapshot) -> Void])? = state.withLock { state in
      guard var entry = state.entries[key], entry.registration == registration, let check = entry.instance.check
      else { return nil }
      let before = entry.health.isPassing
      entry.health.count(isGood, by: check)
      state.entries[key] = entry
      guard entry.health.isPassing != before else { return nil }
      state.revision += 1
      return (state.snapshot, state.observers)
    }
    if let (snapshot, observers) = told { for observer in observers { observer(snapshot) } }
  }

  @discardableResult
  private static func put(
    _ instance: RegisteredInstance, _ origin: Origin, _ isHealthy: Bool, in state: inout State
  ) throws(RegistryFault) -> Bool {
    let old = state.entries[instance.key]
    guard old != nil || state.entries.count < mostInstances else {
      throw RegistryFault("there are \(mostInstances) instances already, and no more can be registered")
    }
    var entry: Entry
    if let old, old.instance == instance {
      entry = old
      entry.origin = origin
    } else {
      let health = HealthRecord(isPassing: instance.check == nil)
      entry = Entry(instance: instance, origin: origin, health: health, registration: state.revision + 1)
    }
    if isHealthy { entry.health = HealthRecord(isPassing: true) }
    state.entries[instance.key] = entry
    return old == nil
  }

  /// One change, told to all observers.
  private func change<Value: Sendable, Fault: Error>(
    _ body: (inout State) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    let (value, snapshot, observers) = try state.withLock { state throws(Fault) in
      let value = try body(&state)
      state.revision += 1
      return (value, state.snapshot, state.observers)
    }
    for observer in observers { observer(snapshot) }
    return value
  }
}

/// Why the registry cannot take something, as a clause.
package struct RegistryFault: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
