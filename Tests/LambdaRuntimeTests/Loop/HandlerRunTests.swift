import Synchronization
import Testing
import Timing
import TimingTesting

@testable import LambdaRuntime

@Suite(.timeLimit(.minutes(1))) struct HandlerRunTests {
  private let time = ManualTime()

  /// Cancelled after 59.4 s, given up after 59.7 s.
  private var run: HandlerRun {
    HandlerRun(times: InvocationTimes(remaining: .seconds(60), now: time.start), time: time.source)
  }

  @Test func An_answer_ends_it() async {
    let end = await run { _ in [1, 2] }
    #expect(end.text == "answered [1, 2]")
  }

  @Test func An_error_ends_it() async {
    let end = await run { _ in throw InvocationFault(.failed, "no") }
    #expect(end.text == "failed Function.Failed: no")
  }

  @Test func The_handler_knows_its_deadline() async {
    let start = time.start
    let end = await run { deadline in
      deadline.instant - start == .milliseconds(59_100) ? [1] : [0]
    }
    #expect(end.text == "answered [1]")
  }

  @Test func A_handler_is_cancelled_before_Lambda_cuts_it_off() async {
    let cancelledAt = Mutex<Duration?>(nil)
    let end = await time.flowing {
      await run { [time] _ in
        defer { cancelledAt.withLock { $0 = time.elapsed } }
        try await time.source.sleep(for: .seconds(3600))
        return []
      }
    }
    #expect(end.text == "overran false")
    #expect(cancelledAt.withLock { $0 } == .milliseconds(59_400))
  }

  @Test func An_answer_that_comes_after_the_cancellation_counts() async {
    let end = await time.flowing {
      await run { [time] _ in
        try? await time.source.sleep(for: .seconds(3600))
        return [7]
      }
    }
    #expect(end.text == "answered [7]")
  }

  @Test func A_handler_that_ignores_its_cancellation_is_left_behind() async {
    let (never, end) = AsyncStream.makeStream(of: Void.self)
    let result = await time.flowing {
      await run { _ in
        // Not a child of the task that is cancelled.
        await Task { for await _ in never {} }.value
        return []
      }
    }
    end.finish()
    #expect(result.text == "overran true")
    #expect(time.elapsed == .milliseconds(59_700))
  }
}

extension HandlerEnd {
  fileprivate var text: String {
    switch self {
    case .answered(let bytes): "answered \(bytes)"
    case .failed(let error): "failed \(error)"
    case .overran(let isRunning): "overran \(isRunning)"
    }
  }
}
