import HTTPClient
import Testing

@testable import Portal

struct ServerTimingTests {
  @Test func what_is_neither_looking_up_nor_connecting_is_the_backends() {
    let timings = ClientTimings(
      lookup: .microseconds(21), connect: .microseconds(1500), firstByte: .milliseconds(3), total: .milliseconds(12))
    #expect(ServerTiming.value(timings) == "lookup;dur=0.021, connect;dur=1.5, backend;dur=10.479")
  }

  @Test func seconds_are_milliseconds_too_and_nothing_is_negative() {
    let timings = ClientTimings(lookup: .seconds(2), connect: .zero, firstByte: .zero, total: .seconds(1))
    #expect(ServerTiming.value(timings) == "lookup;dur=2000.0, connect;dur=0.0, backend;dur=0.0")
  }
}
