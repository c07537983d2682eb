import HTTPTypes
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import HTTPServer

@Suite struct LoopExecutorTests {
  private static let loop = MultiThreadedEventLoopGroup.singleton.next()

  @Test func Code_after_every_suspension_runs_on_the_loop() async {
    let executor = LoopExecutor(eventLoop: Self.loop)
    let places = await Task(executorPreference: executor) {
      var places = [Self.loop.inEventLoop]
      await withCheckedContinuation { continuation in
        MultiThreadedEventLoopGroup.singleton.any().execute { continuation.resume() }
      }
      places.append(Self.loop.inEventLoop)
      try? await Task.sleep(for: .milliseconds(1))
      places.append(Self.loop.inEventLoop)
      async let child = Self.loop.inEventLoop
      places.append(await child)
      await Task.yield()
      places.append(Self.loop.inEventLoop)
      return places
    }.value
    #expect(places == [true, true, true, true, true])
  }

  @Test func What_becomes_ready_is_run_before_the_delivery_of_bytes_ends() async throws {
    let executor = LoopExecutor(eventLoop: Self.loop)
    let flag = Flag()
    let ran = try await Self.loop.submit {
      executor.attend {
        _ = Task(executorPreference: executor) { flag.raise() }
      }
      return flag.isRaised
    }.get()
    #expect(ran)
  }

  @Test func A_task_that_only_yields_leaves_the_loop_to_others() async throws {
    let executor = LoopExecutor(eventLoop: Self.loop)
    let restless = Task(executorPreference: executor) {
      while !Task.isCancelled { await Task.yield() }
    }
    // Answered by the loop itself: it would never be, if the jobs of the other task were run until none is left.
    try await Self.loop.submit {}.get()
    restless.cancel()
    await restless.value
  }
}

private final class Flag: Sendable {
  private let value = Mutex(false)

  var isRaised: Bool { value.withLock { $0 } }

  func raise() {
    value.withLock { $0 = true }
  }
}
