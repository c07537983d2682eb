import Foundation
import HTTPTypes
import Testing
import Upstream

@Suite struct PlausibleTests {
  @Test(arguments: [nil, .nan, .infinity, -.infinity, 1e300, -1e300, 7_258_118_401.0] as [Double?])
  func A_time_out_of_range_is_none(seconds: Double?) {
    #expect(Plausible.date(unix: seconds) == nil)
  }

  @Test(arguments: [
    ("2026-10-05T14:45:00+01:00", 1_791_207_900.0), ("2026-10-05T13:45:00Z", 1_791_207_900),
    ("2026-10-05T13:45:00.123456Z", 1_791_207_900), ("2026-10-05T14:45:00.5+01:00", 1_791_207_900),
  ])
  func A_time_with_its_zone_is_read(text: String, seconds: Double) {
    #expect(Plausible.date(iso8601: text)?.timeIntervalSince1970 == seconds)
  }

  @Test(arguments: [
    "", "2026-10-05", "now", "2026-10-05T13:45:00", "9999-01-01T00:00:00Z", ".", "2026-13-45T99:99:99Z",
  ])
  func What_is_no_time_with_a_zone_is_none(text: String) {
    #expect(Plausible.date(iso8601: text) == nil)
  }

  @Test func A_local_time_is_moved_by_its_offset() {
    #expect(Plausible.date(local: "2026-10-05T14:45", offset: 3600)?.timeIntervalSince1970 == 1_791_207_900)
    #expect(Plausible.date(local: "2026-10-05T14:45:00", offset: 3600)?.timeIntervalSince1970 == 1_791_207_900)
    #expect(Plausible.date(local: "2026-10-05T14:45", offset: nil) == nil)
    #expect(Plausible.date(local: "2026-10-05T14:45", offset: .max) == nil)
  }

  @Test func Numbers_out_of_range_are_none() {
    #expect(Plausible.amount(.nan) == nil)
    #expect(Plausible.amount(-1e13) == nil)
    #expect(Plausible.amount(-1.5) == -1.5)
    #expect(Plausible.count(1e300) == nil)
    #expect(Plausible.count(-1) == nil)
    #expect(Plausible.count(3.7) == 3)
  }

  @Test func A_text_has_no_controls_and_an_end() {
    #expect(Plausible.text(" a\u{0}b\n c\u{202E} ") == "a b c")
    #expect(Plausible.text(" \u{7} ") == nil)
    #expect(Plausible.text(String(repeating: "x", count: 1000))?.count == 300)
    #expect(Plausible.text("e" + String(repeating: "\u{301}", count: 1_000_000))?.unicodeScalars.count ?? 0 <= 1200)
    #expect(Plausible.text("👩‍🚀 ok") == "👩‍🚀 ok")
  }

  @Test(arguments: [
    ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"), ("http://a.example", "https://a.example"),
    ("HTTPS://A.example/", "https://A.example/"),
  ])
  func A_link_leads_over_https(text: String, link: String) {
    #expect(Plausible.link(text) == link)
  }

  @Test(arguments: [
    "", "javascript:alert(1)", "https://", "https:///x", "https://u:p@a.example/", "https://a.example/\"><b>",
    "//a.example", "/x", "https://a.example:8080/", "https://-a/", "https://a b/", "data:text/html,x",
  ])
  func What_is_no_link_for_a_page_is_none(text: String) {
    #expect(Plausible.link(text) == nil)
  }

  @Test func A_number_may_be_text() throws {
    let numbers = try JSONDecoder().decode([LooseNumber].self, from: Data(#"[1.5, "2.5", "x", "1e400", "nan"]"#.utf8))
    #expect(numbers.map(\.value) == [1.5, 2.5, nil, nil, nil])
  }
}

@Suite struct UpstreamReplyTests {
  private func wait(_ text: String) -> Duration? {
    UpstreamReply(
      status: 429, fields: [.retryAfter: text], body: [], receivedAt: Date(timeIntervalSince1970: 784_111_777)
    ).retryAfter
  }

  @Test func Retry_After_is_seconds_or_a_date_and_at_most_a_day() {
    #expect(wait("120") == .seconds(120))
    #expect(wait("0") == .zero)
    #expect(wait("99999999999") == .seconds(86_400))
    #expect(wait("Sun, 06 Nov 1994 08:50:37 GMT") == .seconds(60))
    #expect(wait("Sun, 06 Nov 1994 08:00:00 GMT") == .zero)
    #expect(wait("Sun, 06 Nov 2094 08:00:00 GMT") == .seconds(86_400))
  }

  @Test(arguments: ["", "-1", "soon", "1.5", "99999999999999999999"])
  func A_Retry_After_that_cannot_be_read_is_none(text: String) {
    #expect(wait(text) == nil)
  }
}
