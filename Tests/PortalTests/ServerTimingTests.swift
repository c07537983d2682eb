import ServiceClient
import Testing

@testable import Portal

@Suite struct ServerTimingTests {
  @Test func what_is_neither_looking_up_nor_connecting_is_the_backends() {
    let timings = CallTimings(lookup: .microseconds(21), connect: .microseconds(1500), total: .milliseconds(12))
    #expect(ServerTiming.value(timings) == "lookup;dur=0.021, connect;dur=1.5, backend;dur=10.479")
  }

  @Test func seconds_are_milliseconds_too_and_nothing_is_negative() {
    let timings = CallTimings(lookup: .seconds(2), connect: .zero, total: .seconds(1))
    #expect(ServerTiming.value(timings) == "lookup;dur=2000.0, connect;dur=0.0, backend;dur=0.0")
  }

  @Test func attempts_are_told_where_one_was_not_enough() {
    #expect(ServerTiming.value(CallTimings(), attempts: 2).hasSuffix(#", attempts;desc="2""#))
  }
}
