/// The `Date` field's value, made anew when the second changes (RFC 9110 section 6.6.1).
struct DateCache {
  private var second: Int64 = -1
  private var value = ""

  mutating func text() -> String {
    text(at: HTTPDate.now())
  }

  mutating func text(at now: Int64) -> String {
    if now != second {
      second = now
      value = HTTPDate.format(secondsSince1970: now)
    }
    return value
  }
}
