import Synchronization
import Timing

extension ResolutionCache {
  /// Waits for an answer that is there, under way, or begun by this.
  ///
  /// - Parameter acceptsRefusal: False for who waits on although the registry said not long ago that there is nobody.
  func join(deadline: Deadline, acceptsRefusal: Bool) async throws(ResolutionFailure) {
    let id = shared.withLock { $0.waiters.newID() }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        enroll(id, continuation, deadline: deadline, acceptsRefusal: acceptsRefusal)
      }
    } onCancel: {
      settle(id, .failure(ResolutionFailure(.cancelled, "The caller left while it waited for the lookup.")))
    }
    try result.get()
  }

  private func enroll(
    _ id: Int, _ continuation: WaitingCallers.Continuation, deadline: Deadline, acceptsRefusal: Bool
  ) {
    let now = time.now()
    enum Next { case settled(Result<Void, ResolutionFailure>), waits(isDue: Bool, until: TimeSource.Instant) }
    let next: Next = shared.withLock { shared in
      if shared.isStopped { return .settled(.failure(ResolutionFailure(.cancelled, "The lookup was stopped."))) }
      // Whoever has left before this lock is held finds nobody to settle.
      if Task.isCancelled {
        return .settled(.failure(ResolutionFailure(.cancelled, "The caller left before the lookup.")))
      }
      let refusal = shared.state.refusal(at: now)
      let (isKnown, isDue) = shared.state.use(at: now)
      if isKnown { return .settled(.success(())) }
      if let refusal, acceptsRefusal { return .settled(.failure(refusal)) }
      shared.waiters.add(id, continuation)
      // Nobody else asks when the time of the refusal is over.
      let again = refusal == nil || shared.state.isQuerying ? nil : shared.state.dueAt
      return .waits(isDue: isDue, until: min(deadline.instant, again ?? deadline.instant))
    }
    switch next {
    case .settled(let result): continuation.resume(returning: result)
    case .waits(let isDue, let instant):
      if isDue { begin() }
      let time = time
      let timer = Task {
        try? await time.sleepUntil(instant)
        self.settle(id, .failure(ResolutionFailure(.timedOut, "No answer to the lookup in time.")))
      }
      if !shared.withLock({ $0.waiters.keep(timer, for: id) }) { timer.cancel() }
    }
  }

  private func settle(_ id: Int, _ result: Result<Void, ResolutionFailure>) {
    shared.withLock { $0.waiters.remove(id) }?.resume(result)
  }
}
