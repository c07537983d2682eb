import Chassis
import FoundationEssentials
import Upstream

/// The daily bars of a chart, by the days of the exchange.
struct YahooBars {
  /// Ascending, each day once.
  private let days: [(day: CalendarDay, close: Double?)]
  private let offset: Double

  /// What the page draws, and as much as a month can have.
  private static let mostDays = 31

  /// East of UTC there are time zones up to 14 hours, west of it up to 12.
  private static let offsets = -12.0 * 3600...14.0 * 3600

  init(timestamps: [Double?], closes: [Double?], offset: Double?) {
    let offset = offset.flatMap { Self.offsets.contains($0) ? $0 : nil } ?? 0
    var known: [CalendarDay: Double?] = [:]
    for (timestamp, close) in zip(timestamps, closes) {
      guard let day = Self.day(of: Plausible.date(unix: timestamp), offset: offset) else { continue }
      // The running day sometimes comes twice, as it began and as it is now. The later bar is the better one.
      let close = Plausible.amount(close) ?? (known[day] ?? nil)
      known.updateValue(close, forKey: day)
    }
    days = known.sorted { $0.key < $1.key }.suffix(Self.mostDays).map { (day: $0.key, close: $0.value) }
    self.offset = offset
  }

  /// Bars without a trade are left out.
  var history: [Quote.DailyClose] {
    days.compactMap { bar in bar.close.map { Quote.DailyClose(date: bar.day, close: $0) } }
  }

  /// The close of the last day before the one of `date`. Nil where that day's bar is empty: Yahoo fills yesterday's bar
  /// late now and then, and the close of the day before it would make a wrong change look right.
  func close(before date: Date?) -> Double? {
    guard let today = Self.day(of: date, offset: offset) else { return nil }
    return days.last { $0.day < today }?.close
  }

  private static func day(of date: Date?, offset: Double) -> CalendarDay? {
    date.map { CalendarDay(of: $0.addingTimeInterval(offset)) }
  }
}
