import Glibc

/// A moment in milliseconds since 1970-01-01T00:00:00Z.
struct Timestamp: Sendable, Equatable {
  var milliseconds: Int64

  static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// ISO 8601 in UTC with milliseconds, `2026-01-31T09:05:00.042Z`.
  var iso8601: String {
    let time = utc
    return "\(time.tm_year + 1900)-\(Self.two(time.tm_mon + 1))-\(Self.two(time.tm_mday))T\(timeOfDay)Z"
  }

  /// Time of day in UTC with milliseconds, `09:05:00.042`.
  var timeOfDay: String {
    let time = utc
    let fraction = String(milliseconds - 1000 * second)
    let padding = String(repeating: "0", count: 3 - fraction.count)
    return "\(Self.two(time.tm_hour)):\(Self.two(time.tm_min)):\(Self.two(time.tm_sec)).\(padding)\(fraction)"
  }

  /// Whole seconds, rounded down also before 1970.
  private var second: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }

  private var utc: tm {
    var time = tm()
    var second = time_t(second)
    gmtime_r(&second, &time)
    return time
  }

  private static func two(_ number: CInt) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
