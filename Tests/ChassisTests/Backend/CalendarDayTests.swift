import Chassis
import Foundation
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: [
    (0.0, "1970-01-01", 3), (-1.0, "1969-12-31", 2), (86_399.0, "1970-01-01", 3), (951_782_400.0, "2000-02-29", 1),
    (1_795_219_200.0, "2026-11-21", 5),
  ])
  func an_instant_falls_on_its_day_of_UTC(seconds: Double, text: String, weekday: Int) {
    let day = CalendarDay(of: Date(timeIntervalSince1970: seconds))
    #expect(day.text == text)
    #expect(day.weekday == weekday)
  }

  @Test func days_add_over_the_ends_of_months_and_years() {
    #expect(CalendarDay(of: Date(timeIntervalSince1970: 951_782_400)).adding(days: 1).text == "2000-03-01")
    #expect(CalendarDay(ordinal: 0).adding(days: -365).text == "1969-01-01")
    #expect(CalendarDay(ordinal: -1) < CalendarDay(ordinal: 0))
  }

  @Test func a_day_is_JSON_text() throws {
    #expect(String(decoding: try JSONEncoder().encode([CalendarDay(ordinal: 1)]), as: UTF8.self) == #"["1970-01-02"]"#)
  }
}
