import Testing
import Timing

@testable import LambdaRuntime

@Suite struct InvocationTimesTests {
  private let now = ContinuousClock.now

  private func times(_ remaining: Duration?) -> [Duration] {
    let times = InvocationTimes(remaining: remaining, now: now)
    return [times.deadline.instant, times.cancellation, times.end, times.cut].map { $0 - now }
  }

  @Test func The_last_900_ms_are_kept_back_in_three_parts() {
    #expect(times(.seconds(60)) == [59_100, 59_400, 59_700, 60_000].map(Duration.milliseconds))
  }

  @Test func Of_a_short_time_a_fifth_is_kept_back() {
    #expect(times(.milliseconds(3000)) == [2400, 2600, 2800, 3000].map(Duration.milliseconds))
  }

  @Test func Without_a_deadline_it_is_the_longest_that_Lambda_has() {
    #expect(times(nil) == times(.seconds(900)))
  }

  @Test(arguments: [Duration.milliseconds(1), .milliseconds(100), .seconds(1), .seconds(5), .seconds(900)])
  func They_come_in_their_order(remaining: Duration) {
    let times = times(remaining)
    #expect(times == times.sorted() && Set(times).count == 4)
    #expect(times[0] > .zero)
  }

  @Test func Faults_in_a_row_are_waited_for_longer_and_longer_and_then_no_more() {
    var patience = Patience()
    #expect((1...6).map { _ in patience.wait() } == [100, 200, 400, 800, 1600].map(Duration.milliseconds) + [nil])
    #expect(patience.wait() == nil)
  }
}
