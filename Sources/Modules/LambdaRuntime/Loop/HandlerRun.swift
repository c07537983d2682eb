import Timing

/// How the handling of one invocation ended.
enum HandlerEnd: Sendable {
  case answered([UInt8])
  case failed(any Error)
  /// It was cancelled, and did not come to an answer.
  case overran(isRunning: Bool)
}

/// One call of a handler, within its time.
///
/// The handler has a task of its own that nobody must await: one that ignores its cancellation could otherwise keep the
/// invocation from being answered at all.
struct HandlerRun: Sendable {
  private enum Event: Sendable {
    case ended(Result<[UInt8], any Error>)
    case cancellation
    case end
  }

  let times: InvocationTimes
  let time: TimeSource

  func callAsFunction(_ work: @escaping @Sendable (Deadline) async throws -> [UInt8]) async -> HandlerEnd {
    let (events, happened) = AsyncStream.makeStream(of: Event.self)
    let task = Task { [times] in
      do {
        happened.yield(.ended(.success(try await work(times.deadline))))
      } catch {
        happened.yield(.ended(.failure(error)))
      }
    }
    let watch = Task { [times, time] in
      try await time.sleepUntil(times.cancellation)
      happened.yield(.cancellation)
      try await time.sleepUntil(times.end)
      happened.yield(.end)
    }
    defer { watch.cancel() }
    for await event in events {
      switch event {
      case .ended(.success(let answer)): return .answered(answer)
      case .ended(.failure(let error)): return task.isCancelled ? .overran(isRunning: false) : .failed(error)
      case .cancellation: task.cancel()
      case .end: return .overran(isRunning: true)
      }
    }
    // The task that asked was cancelled.
    task.cancel()
    return .overran(isRunning: true)
  }
}
