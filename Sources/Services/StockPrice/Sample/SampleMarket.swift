import Chassis
import FoundationEssentials

/// The exchange of the sample set: open on every weekday, closing at 21:00 UTC, with prices that wander around an
/// invented one in a way that depends on nothing but the symbol and the day.
struct SampleMarket: Sendable {
  static let closingHour = 21.0

  /// The last `count` days whose close has passed at `now`, oldest first.
  static func closedDays(_ count: Int, before now: Date) -> [CalendarDay] {
    var day = CalendarDay(of: now)
    if closing(of: day) > now { day = day.adding(days: -1) }
    var days: [CalendarDay] = []
    while days.count < count {
      if isOpen(day) { days.append(day) }
      day = day.adding(days: -1)
    }
    return days.reversed()
  }

  static func isOpen(_ day: CalendarDay) -> Bool { day.weekday < 5 }

  static func closing(of day: CalendarDay) -> Date { day.start.addingTimeInterval(closingHour * 3600) }

  static func close(of stock: SampleStock, on day: CalendarDay) -> Double {
    let noise = StableNoise(stock.symbol.text)
    // A walk that forgets: each day's step fades by a tenth a day, so that the price stays near the invented one and
    // yesterday's close is the same whether it is asked for yesterday or in a week.
    var drift = 0.0
    var weight = 1.0
    var past = day
    while weight > 0.01 {
      if isOpen(past) {
        drift += weight * largestStep * noise.signed(past.ordinal)
        weight *= 0.9
      }
      past = past.adding(days: -1)
    }
    return stock.currency.rounded(stock.price * (1 + drift))
  }

  /// 2 percent in a day; with the fading at most 20 in all.
  private static let largestStep = 0.02
}
