import ServiceClient
import Testing
import Timing
import TimingTesting

@Suite struct LatencyWindowTests {
  private let start = ManualTime().now

  @Test func too_few_answers_say_nothing() {
    var window = LatencyWindow()
    for _ in 0..<99 { window.add(.milliseconds(5), at: start) }
    #expect(window.median(at: start) == nil && window.tail(at: start) == nil)
    window.add(.milliseconds(5), at: start)
    #expect(window.median(at: start) != nil)
  }

  @Test func quantiles_are_at_most_a_sixteenth_too_large_and_never_too_small() throws {
    var window = LatencyWindow()
    for number in 1...1000 { window.add(.microseconds(number * 100), at: start) }
    let median = try #require(window.median(at: start))
    let tail = try #require(window.tail(at: start))
    #expect(median >= .milliseconds(50) && median <= .milliseconds(50) * 17 / 16)
    #expect(tail >= .milliseconds(95) && tail <= .milliseconds(95) * 17 / 16)
  }

  @Test func only_the_last_thousand_count() throws {
    var window = LatencyWindow()
    for _ in 0..<5000 { window.add(.seconds(1), at: start) }
    for _ in 0..<1000 { window.add(.milliseconds(1), at: start) }
    #expect(try #require(window.tail(at: start)) < .milliseconds(2))
  }

  @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1), .seconds(133), .seconds(10_000), .seconds(Int64.max)])
  func any_duration_has_a_place(latency: Duration) {
    var window = LatencyWindow()
    for _ in 0..<100 { window.add(latency, at: start) }
    #expect(window.median(at: start) != nil)
  }

  @Test func what_is_old_is_not_known() {
    var window = LatencyWindow()
    for _ in 0..<100 { window.add(.seconds(1), at: start) }
    #expect(window.median(at: start.advanced(by: .seconds(10))) != nil)
    #expect(window.median(at: start.advanced(by: .seconds(11))) == nil)
  }
}
