import HTTPServer

/// Times and days in ISO 8601, UTC, as octets: what logs and answers hold many of.
extension [UInt8] {
  /// `2026-01-31T09:05:00` for seconds since 1970-01-01T00:00:00Z; the zone is the caller's to add.
  mutating func appendISO8601(second: Int64) {
    let (days, rest) = second.floorDivided(by: 86_400)
    appendISO8601(day: days)
    append(UInt8(ascii: "T"))
    appendTimeOfDay(rest)
  }

  /// `2026-01-31T09:05:00.042Z`.
  mutating func appendISO8601(_ time: Timestamp) {
    let (second, fraction) = time.milliseconds.floorDivided(by: 1000)
    appendISO8601(second: second)
    append(UInt8(ascii: "."))
    appendDigits(fraction, 3)
    append(UInt8(ascii: "Z"))
  }

  /// `2026-01-31` for days since 1970-01-01.
  mutating func appendISO8601(day: Int64) {
    let civil = CivilDay(daysSince1970: day)
    appendTwoDigits(civil.year / 100)
    appendTwoDigits(civil.year % 100)
    append(UInt8(ascii: "-"))
    appendTwoDigits(civil.month)
    append(UInt8(ascii: "-"))
    appendTwoDigits(civil.day)
  }

  /// `09:05:00` for seconds since midnight.
  mutating func appendTimeOfDay(_ second: Int64) {
    appendTwoDigits(second / 3600)
    append(UInt8(ascii: ":"))
    appendTwoDigits(second / 60 % 60)
    append(UInt8(ascii: ":"))
    appendTwoDigits(second % 60)
  }

  /// A number from 0 to 99.
  private mutating func appendTwoDigits(_ number: Int64) {
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
  }

  /// At least `width` digits of a number that is not negative.
  mutating func appendDigits(_ number: Int64, _ width: Int) {
    if number >= 10 || width > 1 { appendDigits(number / 10, width - 1) }
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}

extension Int64 {
  /// Quotient and remainder, the latter never negative.
  func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
