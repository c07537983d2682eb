/// Durations as Consul reads them, which is as Go's `time.ParseDuration` does: numbers with units, `10s`, `1.5h`,
/// `1m30s`. Registrator hands such texts on as they are, so what was written for it must be readable here.
package enum ConsulDuration {
  package static let form = "a duration such as 10s, 500ms or 1m30s"

  private static let units: [(suffix: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// Nil where `text` has another form, a sign included: no duration here can be negative.
  package static func parse(_ text: String) -> Duration? {
    // The only number that needs no unit.
    if text == "0" { return .zero }
    var rest = text[...]
    var nanoseconds = 0.0
    repeat {
      let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
      rest = rest[digits.endIndex...]
      let suffix = rest.prefix { !("0"..."9").contains($0) && $0 != "." }
      rest = rest[suffix.endIndex...]
      guard let number = Double(digits), let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
      nanoseconds += number * unit.nanoseconds
    } while !rest.isEmpty
    return nanoseconds < longest ? .nanoseconds(Int64(nanoseconds)) : nil
  }

  /// Go's durations end at 292 years; anything over one is a mistake.
  private static let longest = 366 * 86_400e9
}
