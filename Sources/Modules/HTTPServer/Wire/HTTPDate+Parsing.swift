extension HTTPDate {
  /// The time that `text` names in any of the three formats that RFC 9110 section 5.6.7 has recipients accept; nil for
  /// anything else. `now`, in seconds since 1970, decides which century a two-digit year means.
  ///
  /// The name of the day must be one, but need not fit the date: it adds nothing, and senders get it wrong.
  package static func parse(_ text: some StringProtocol, now: Int64) -> Int64? {
    var scanner = DateScanner(text)
    guard let seconds = scanner.date(now: now), scanner.isAtEnd else { return nil }
    return seconds
  }
}

private struct DateScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func date(now: Int64) -> Int64? {
    if name(of: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) != nil {
      return rfc850(now: now)
    }
    guard name(of: HTTPDate.dayNames) != nil else { return nil }
    return skip(", ") ? imfFixdate() : asctime()
  }

  /// `06 Nov 1994 08:49:37 GMT`
  private mutating func imfFixdate() -> Int64? {
    guard let day = number(digits: 2), skip(" "), let month = month(), skip(" "), let year = number(digits: 4),
      skip(" "), let time = timeOfDay(), skip(" GMT")
    else { return nil }
    return seconds(CivilDay(year: year, month: month, day: day), time)
  }

  /// `, 06-Nov-94 08:49:37 GMT`
  private mutating func rfc850(now: Int64) -> Int64? {
    guard skip(", "), let day = number(digits: 2), skip("-"), let month = month(), skip("-"),
      let twoDigits = number(digits: 2), skip(" "), let time = timeOfDay(), skip(" GMT")
    else { return nil }
    // RFC 9110 section 5.6.7: what appears to be more than 50 years in the future is the most recent year in the past
    // with those digits. So the year is the latest that is not more than 50 years ahead.
    let now = min(max(now, HTTPDate.representable.lowerBound), HTTPDate.representable.upperBound)
    let daysToday = now >= 0 ? now / HTTPDate.secondsPerDay : (now + 1) / HTTPDate.secondsPerDay - 1
    let today = CivilDay(daysSince1970: daysToday)
    let inFiftyYears = CivilDay(year: today.year + 50, month: today.month, day: today.day)
    let latest = min(
      inFiftyYears.daysSince1970 * HTTPDate.secondsPerDay + now - daysToday * HTTPDate.secondsPerDay,
      HTTPDate.representable.upperBound)
    let century = inFiftyYears.year - inFiftyYears.year % 100
    let candidate = CivilDay(year: century + twoDigits, month: month, day: day)
    let isTooLate = candidate.daysSince1970 * HTTPDate.secondsPerDay + time > latest
    return seconds(isTooLate ? CivilDay(year: candidate.year - 100, month: month, day: day) : candidate, time)
  }

  /// ` Nov  6 08:49:37 1994`
  private mutating func asctime() -> Int64? {
    guard skip(" "), let month = month(), skip(" ") else { return nil }
    guard let day = skip(" ") ? number(digits: 1) : number(digits: 2), skip(" "), let time = timeOfDay(), skip(" "),
      let year = number(digits: 4)
    else { return nil }
    return seconds(CivilDay(year: year, month: month, day: day), time)
  }

  private func seconds(_ day: CivilDay, _ time: Int64) -> Int64? {
    day.exists ? day.daysSince1970 * HTTPDate.secondsPerDay + time : nil
  }

  private mutating func month() -> Int64? {
    name(of: HTTPDate.monthNames).map { Int64($0) + 1 }
  }

  /// Seconds since midnight. The 60th second of a minute, a leap second, reads as the first of the next.
  private mutating func timeOfDay() -> Int64? {
    guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2), minute < 60, skip(":"),
      let second = number(digits: 2), second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private mutating func number(digits: Int) -> Int64? {
    guard bytes.count - index >= digits else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<index + digits] {
      guard ByteClass.isDigit(byte) else { return nil }
      value = value * 10 + Int64(byte - ByteClass.zero)
    }
    index += digits
    return value
  }

  /// RFC 9110 section 5.6.7: names are case-sensitive.
  private mutating func name(of names: [String]) -> Int? {
    names.firstIndex { skip($0) }
  }

  private mutating func skip(_ text: String) -> Bool {
    guard bytes[index...].starts(with: text.utf8) else { return false }
    index += text.utf8.count
    return true
  }
}
