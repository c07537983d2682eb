package import FoundationEssentials

/// A day of the Gregorian calendar in UTC; in JSON `2026-11-21`.
///
/// A count of days is all the samples need: it adds, compares and seeds noise, with no calendar or time zone at hand.
package struct CalendarDay: Sendable, Hashable, Comparable, Encodable {
  /// Days since 1 January 1970, negative before.
  package let ordinal: Int

  package init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// The day on which `date` falls.
  package init(of date: Date) {
    ordinal = Int((date.timeIntervalSince1970 / Self.seconds).rounded(.down))
  }

  package static let seconds = 86_400.0

  /// Midnight UTC at which the day begins.
  package var start: Date { Date(timeIntervalSince1970: Double(ordinal) * Self.seconds) }

  package var text: String {
    var octets: [UInt8] = []
    octets.appendISO8601(day: Int64(ordinal))
    return String(decoding: octets, as: UTF8.self)
  }

  /// 0 is Monday, 6 is Sunday.
  package var weekday: Int {
    // 1 January 1970 was a Thursday.
    let shifted = (ordinal + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  package func adding(days: Int) -> CalendarDay { CalendarDay(ordinal: ordinal + days) }

  package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.ordinal < right.ordinal }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
