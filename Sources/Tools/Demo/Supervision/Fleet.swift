import Chassis
import HTTPClient
import Synchronization

/// The instances of the backends, each with its supervisor; more may be added while they run.
final class Fleet: Sendable {
  /// Instances of one service, those that are stopped included.
  static let mostOfAService = 8

  private struct Member {
    var supervisor: Supervisor
    var task: Task<Void, Never>
  }

  private struct State {
    var members: [Member] = []
    var isStopped = false
  }

  typealias MakeSupervisor = @Sendable (Instance) throws -> Supervisor

  private let plan: StackPlan
  private let make: MakeSupervisor
  private let state = Mutex(State())

  init(plan: StackPlan, make: @escaping MakeSupervisor) {
    self.plan = plan
    self.make = make
  }

  var views: [InstanceView] {
    state.withLock { $0.members.map(\.supervisor.view) }
  }

  func supervisor(of name: String) -> Supervisor? {
    state.withLock { $0.members.first { $0.supervisor.instance.name == name }?.supervisor }
  }

  /// Throws where its log cannot be written, or all are being stopped.
  @discardableResult
  func start(_ instance: Instance) throws -> Supervisor {
    try state.withLock { state in try start(instance, &state) }
  }

  /// One more instance of `service`, at an address that no other has. Throws ``DemoError``.
  func addInstance(of service: String) throws -> Supervisor {
    try state.withLock { state in
      let instances = state.members.map(\.supervisor.instance)
      guard let instance = plan.further(service, beside: instances, isFree: LoopbackPorts.isFree) else {
        throw DemoError("there are \(Self.mostOfAService) already, or no address is free")
      }
      return try start(instance, &state)
    }
  }

  private func start(_ instance: Instance, _ state: inout State) throws -> Supervisor {
    guard !state.isStopped else { throw DemoError("the demo is stopping") }
    let supervisor = try make(instance)
    state.members.append(Member(supervisor: supervisor, task: Task { await supervisor.run() }))
    return supervisor
  }

  /// Asks all to stop at once, whatever their state, then waits for each.
  func stop() async {
    let tasks = state.withLock { state in
      state.isStopped = true
      return state.members.map(\.task)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
