import Chassis
import HTTPClient
import HTTPTypes
import Synchronization

/// Keeps one instance running until its task is cancelled; then stops it and returns once it has ended. In between it does
/// to it what a person asks for.
final class Supervisor: Sendable {
  enum Event: Sendable {
    case healthy(Instance, after: Duration)
    /// Not healthy in time after it was started.
    case unhealthy(Instance)
    /// It ended although nobody had asked it to.
    case ended(Instance, ProcessEnd, RestartPolicy.Decision)
    case cannotStart(Instance, DemoError)
    /// A person's action has brought it there.
    case changed(Instance, InstanceState)
  }

  /// How long an instance may take from its start until its first good answer.
  static let healthDeadline = Duration.seconds(20)
  /// How long an instance may take to stop before it is killed.
  static let stopGrace = Duration.seconds(6)

  struct State {
    var life = InstanceLife()
    var child: ChildProcess?
    /// Of the last process that ended.
    var end = InstanceLife.End.unasked
    /// What waits until the process is to run again.
    var nap: Task<Void, Never>?
    var slowing: Task<Void, Never>?
  }

  let instance: Instance
  private let program: String
  private let client: Client
  let names: DemoNames?
  private let deliver: @Sendable (LogLine) -> Void
  let report: @Sendable (Event) -> Void
  let state = Mutex(State())

  /// - Parameter names: Where the instance is registered while it runs; nil for one that nobody looks for.
  init(
    instance: Instance, program: String, client: Client, names: DemoNames?,
    deliver: @escaping @Sendable (LogLine) -> Void, report: @escaping @Sendable (Event) -> Void
  ) {
    self.instance = instance
    self.program = program
    self.client = client
    self.names = names
    self.deliver = deliver
    self.report = report
  }

  var view: InstanceView {
    state.withLock { InstanceView(instance, $0.life, pid: $0.child.map { Int($0.pid) }) }
  }

  func run() async {
    var policy = RestartPolicy()
    let clock = ContinuousClock()
    while !Task.isCancelled {
      guard isWanted else {
        await rest(for: nil)
        continue
      }
      let started = clock.now
      let child: ChildProcess
      let status: ProcessEnd
      do {
        (child, status) = try await runOnce()
      } catch {
        _ = state.withLock { $0.life.ended() }
        report(.cannotStart(instance, error))
        continue
      }
      let (end, now) = settle(child)
      if Task.isCancelled { return }
      guard end == .unasked else {
        policy = RestartPolicy()
        report(.changed(instance, now))
        continue
      }
      let decision = policy.ended(after: clock.now - started)
      report(.ended(instance, status, decision))
      guard case .restart(let delay) = decision else { continue }
      await rest(for: delay)
      // A person may have started it in the meantime, which comes to the same.
      if !Task.isCancelled { _ = state.withLock { $0.life.take(.start) } }
    }
  }

  /// True where a process is to be started. One that is to end before it has begun has ended.
  private var isWanted: Bool {
    state.withLock { state in
      if state.life.state == .stopping { _ = state.life.ended() }
      return state.life.state == .starting
    }
  }

  /// Returns after `duration`, where there is one, or as soon as the instance is to run.
  private func rest(for duration: Duration?) async {
    let nap = Task {
      _ = try? await Task.sleep(for: duration ?? .seconds(1 << 32))
    }
    let isWanted = state.withLock { state in
      state.nap = nap
      return state.life.state == .starting
    }
    if isWanted { nap.cancel() }
    await withTaskCancellationHandler {
      await nap.value
    } onCancel: {
      nap.cancel()
    }
  }

  /// Notes that `child` has ended, once, whoever learns it first.
  @discardableResult
  func settle(_ child: ChildProcess) -> (end: InstanceLife.End, now: InstanceState) {
    state.withLock { state in
      if state.child === child {
        state.child = nil
        state.slowing?.cancel()
        state.end = state.life.ended()
      }
      return (state.end, state.life.state)
    }
  }

  private func runOnce() async throws(DemoError) -> (ChildProcess, ProcessEnd) {
    let child = try ChildProcess(program, environment: instance.environment, deliver: deliver)
    let isStillWanted = state.withLock { state in
      state.child = child
      return state.life.state == .starting
    }
    // A person was quicker than the system.
    if !isStillWanted { child.stop(grace: Self.stopGrace) }
    let watch = Task { await watchHealth() }
    defer { watch.cancel() }
    return await withTaskCancellationHandler {
      (child, await child.exitStatus)
    } onCancel: {
      watch.cancel()
      state.withLock { state in
        _ = state.life.take(.stop)
        state.slowing?.cancel()
        child.stop(grace: Self.stopGrace)
      }
    }
  }

  private func watchHealth() async {
    let clock = ContinuousClock()
    let started = clock.now
    let request = ClientRequest(url: instance.url + "/health", timeout: .seconds(2), connectTimeout: .seconds(1))
    while clock.now - started < Self.healthDeadline {
      if let response = try? await client.execute(request), response.status == .ok {
        // Under the lock: a stop that comes at the same moment deregisters afterwards.
        let isNew = state.withLock { state in
          guard state.life.becameHealthy() else { return false }
          names?.register(instance)
          return true
        }
        guard isNew else { return }
        return report(.healthy(instance, after: clock.now - started))
      }
      guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return }
    }
    report(.unhealthy(instance))
  }
}
