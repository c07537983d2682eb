import Glibc
import Synchronization

extension Supervisor {
  /// How long a slow instance is paused, and then runs, in turn.
  static let slowPause = Duration.milliseconds(180)
  static let slowRun = Duration.milliseconds(20)

  /// False where it is not possible now. Of a kill returns once the process has ended.
  func perform(_ action: InstanceAction) async -> Bool {
    let child: ChildProcess?? = state.withLock { state in
      guard state.life.take(action) else { return nil }
      state.slowing?.cancel()
      state.slowing = nil
      carryOut(action, &state)
      return .some(state.child)
    }
    guard let child else { return false }
    if action != .kill, action != .start { report(.changed(instance, state.withLock { $0.life.state })) }
    if action == .kill, let child {
      _ = await child.exitStatus
      settle(child)
    }
    return true
  }

  private func carryOut(_ action: InstanceAction, _ state: inout State) {
    switch action {
    case .stop:
      // First, so that nobody is led to it any more. What is killed cannot say that it goes.
      names?.deregister(instance)
      state.child?.stop(grace: Self.stopGrace)
    case .kill: state.child?.signal(SIGKILL)
    case .pause: state.child?.signal(SIGSTOP)
    case .resume: state.child?.signal(SIGCONT)
    case .slow: state.slowing = Task { await slowDown() }
    case .start: state.nap?.cancel()
    }
  }

  /// Signals are sent under the lock that guards the state: one that comes late cannot pause what is to run again.
  private func slowDown() async {
    while !Task.isCancelled {
      for (signal, time) in [(SIGSTOP, Self.slowPause), (SIGCONT, Self.slowRun)] {
        let isSlow = state.withLock { state in
          guard state.life.state == .slow, !Task.isCancelled else { return false }
          state.child?.signal(signal)
          return true
        }
        guard isSlow, (try? await Task.sleep(for: time)) != nil else { return }
      }
    }
  }
}
