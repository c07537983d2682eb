import Synchronization
import Timing

/// Cancels tasks whose deadline has passed.
///
/// A timer for each request would cost more than many a request does. Here all of them share one, which is set for the
/// earliest deadline, and as nearly every request has long been answered by then, it finds nothing. So a request costs a
/// place in a table, and a timer is set a few times a minute.
final class DeadlineWatch: Sendable {
  /// Used only while the task runs what it is watched for, and only to cancel it, which any thread may do.
  private struct RunningTask: @unchecked Sendable {
    let task: UnsafeCurrentTask
  }

  private let table = Mutex(DeadlineTable<RunningTask>())
  private let time: TimeSource

  init(time: TimeSource) {
    self.time = time
  }

  /// From here on the current task is cancelled when `deadline` passes, until it gives its place back by ``end(_:)``. Nil
  /// outside of tasks.
  func begin(_ deadline: Deadline) -> Int? {
    withUnsafeCurrentTask { task -> Int? in
      guard let running = task.map(RunningTask.init) else { return nil }
      let (place, setsAlarm) = table.withLock { $0.add(running, until: deadline) }
      if setsAlarm { setAlarm(deadline) }
      return place
    }
  }

  /// True where the task was cancelled by this watch. From here on it is not.
  func end(_ place: Int) -> Bool {
    table.withLock { $0.remove(place) }
  }

  /// How many tasks are watched.
  var count: Int { table.withLock { $0.count } }

  private func setAlarm(_ deadline: Deadline) {
    Task.detached { [self] in
      try? await time.sleepUntil(deadline.instant)
      let now = time.now()
      // Cancelled with the lock held, so that no task ends and goes on to something else meanwhile. What a task does at
      // once when it is cancelled must therefore not begin or end a watch; what it does later may.
      let next = table.withLock { $0.ring(deadline, at: now) { $0.task.cancel() } }
      if let next { setAlarm(next) }
    }
  }
}
