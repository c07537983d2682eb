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
    var octets: [UInt8] = []
    octets.appendISO8601(self)
    return String(decoding: octets, as: UTF8.self)
  }

  /// Time of day in UTC with milliseconds, `09:05:00.042`.
  var timeOfDay: String {
    let (second, fraction) = milliseconds.floorDivided(by: 1000)
    var octets: [UInt8] = []
    octets.appendTimeOfDay(second.floorDivided(by: 86_400).remainder)
    octets.append(UInt8(ascii: "."))
    octets.appendDigits(fraction, 3)
    return String(decoding: octets, as: UTF8.self)
  }
}
