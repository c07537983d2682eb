import Foundation
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct HTTPDateTests {
  /// 2026-01-15 00:00:00 UTC
  private let now: Int64 = 1_768_435_200

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
  ])
  func RFC9110_5_6_7_times_are_written_as_IMF_fixdate(seconds: Int64, expected: String) {
    #expect(HTTPDate.format(secondsSince1970: seconds) == expected)
  }

  @Test func a_time_beyond_four_digit_years_is_the_nearest_within() {
    #expect(HTTPDate.format(secondsSince1970: .max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    #expect(HTTPDate.format(secondsSince1970: .min) == "Sat, 01 Jan 0000 00:00:00 GMT")
  }

  @Test func the_buffer_variant_appends_the_same_29_octets() {
    var buffer = ByteBuffer(string: "Date: ")
    HTTPDate.write(secondsSince1970: 784_111_777, into: &buffer)
    #expect(String(buffer: buffer) == "Date: Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func every_day_of_800_years_is_the_successor_of_its_yesterday() throws {
    var yesterday = CivilDay(year: 1699, month: 12, day: 31)
    for number in Int64(-98_615)..<193_579 {
      let day = CivilDay(daysSince1970: number)
      try #require(day.daysSince1970 == number)
      let isSuccessor =
        day.day == yesterday.day + 1 && day.month == yesterday.month
        || day.day == 1 && (day.month == yesterday.month + 1 || day.month == 1 && day.year == yesterday.year + 1)
      try #require(isSuccessor, "\(yesterday) \(day)")
      yesterday = day
    }
    #expect(yesterday == CivilDay(year: 2499, month: 12, day: 31))
  }

  @Test func days_of_800_years_agree_with_Foundation_and_are_read_back() throws {
    let reference = formatter("EEE, dd MMM yyyy HH:mm:ss 'GMT'")
    // 1700 to 2500, each at another time of day.
    for day in stride(from: Int64(-98_615), to: 193_579, by: 37) {
      let seconds = day * 86_400 + (day &* 7919 % 86_400 + 86_400) % 86_400
      let text = HTTPDate.format(secondsSince1970: seconds)
      try #require(text == reference.string(from: Date(timeIntervalSince1970: Double(seconds))))
      try #require(HTTPDate.parse(text, now: now) == seconds)
    }
  }

  @Test func the_obsolete_formats_agree_with_Foundation() throws {
    let rfc850 = formatter("EEEE, dd-MMM-yy HH:mm:ss 'GMT'")
    let asctime = formatter("EEE MMM dd HH:mm:ss yyyy")
    // 1977 to 2075: what two digits can name in January 2026.
    for seconds in stride(from: Int64(220_924_801), to: 3_313_526_400, by: 5 * 86_400 + 12_347) {
      let date = Date(timeIntervalSince1970: Double(seconds))
      try #require(HTTPDate.parse(rfc850.string(from: date), now: now) == seconds)
      var text = asctime.string(from: date)
      if Array(text.utf8)[8] == UInt8(ascii: "0") {
        text = String(text.prefix(8)) + " " + text.dropFirst(9)
      }
      try #require(HTTPDate.parse(text, now: now) == seconds)
    }
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Wed Nov 16 08:49:37 1994", 784_975_777),
    ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
  ])
  func RFC9110_5_6_7_all_three_formats_are_read(text: String, expected: Int64) {
    #expect(HTTPDate.parse(text, now: now) == expected)
  }

  @Test(arguments: [
    // On 2026-01-15, 50 years ahead ends on 2076-01-15.
    ("Wednesday, 15-Jan-76 00:00:00 GMT", "Wed, 15 Jan 2076 00:00:00 GMT"),
    ("Thursday, 15-Jan-76 00:00:01 GMT", "Thu, 15 Jan 1976 00:00:01 GMT"),
    ("Friday, 31-Dec-99 23:59:59 GMT", "Fri, 31 Dec 1999 23:59:59 GMT"),
    ("Tuesday, 29-Feb-00 00:00:00 GMT", "Tue, 29 Feb 2000 00:00:00 GMT"),
  ])
  func RFC9110_5_6_7_a_two_digit_year_more_than_50_years_ahead_is_past(text: String, expected: String) throws {
    let seconds = try #require(HTTPDate.parse(text, now: now))
    #expect(HTTPDate.format(secondsSince1970: seconds) == expected)
  }

  @Test func a_two_digit_year_late_in_a_century_can_mean_the_next() throws {
    let in2099: Int64 = 4_073_500_800
    let seconds = try #require(HTTPDate.parse("Monday, 05-Jan-05 00:00:00 GMT", now: in2099))
    #expect(HTTPDate.format(secondsSince1970: seconds).contains("2105"))
    #expect(HTTPDate.parse("Monday, 05-Jan-05 00:00:00 GMT", now: .max) != nil)
    // A year of five digits could not be written any more.
    let in9947 = try #require(HTTPDate.parse("Sunday, 12-Nov-47 08:49:37 GMT", now: .max))
    #expect(HTTPDate.format(secondsSince1970: in9947).contains("9947"))
    #expect(HTTPDate.parse("Monday, 05-Jan-05 00:00:00 GMT", now: .min) != nil)
  }

  @Test(arguments: [
    "", "0", "now", "784111777", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
    "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 NOV 1994 08:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
    "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 +8:49:37 GMT", "Sunday, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
    "Sun Nov 06 08:49:37 1994 GMT", "Sun Nov  6 08:49:37 94", "Sun, 06  Nov 1994 08:49:37 GMT",
  ])
  func anything_else_is_no_date(text: String) {
    #expect(HTTPDate.parse(text, now: now) == nil)
  }

  private func formatter(_ format: String) -> DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = format
    // The proleptic calendar has no gap in 1582; nothing before 1700 is compared anyway.
    formatter.calendar = Calendar(identifier: .gregorian)
    return formatter
  }
}
