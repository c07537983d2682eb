import Chassis
import HTTPTypes
import Testing

@testable import Goodreads

@Suite struct GoogleBooksReplyTests {
  private let reader = ReplyReader.googleBooks

  private func book(_ info: String) throws -> Book {
    let identifiers = #""industryIdentifiers":[{"type":"ISBN_10","identifier":"1451648537"}]"#
    return try reader.book(
      "9781451648539",
      #"{"totalItems":1,"items":[{"volumeInfo":{"title":"Steve Jobs",\#(identifiers)\#(info)}}]}"#)
  }

  /// An error of Google's APIs.
  private func fault(
    _ status: Int, _ message: String, reason: String = "badRequest", details: String = "", sentAs: Int? = nil
  ) -> ProviderError? {
    let errors = #"[{"message":"\#(message)","domain":"global","reason":"\#(reason)"}]"#
    let details = details.isEmpty ? "" : #","details":[{"@type":"x","reason":"\#(details)"}]"#
    return reader.error(
      #"{"error":{"code":\#(status),"message":"\#(message)","errors":\#(errors),"status":"X"\#(details)}}"#,
      status: sentAs ?? status)
  }

  @Test func a_book_is_found() throws {
    #expect(
      try reader.book("9781451648539", Samples.googleBooks)
        == Book(
          isbn: ISBN(thirteen: "9781451648539"), title: "Steve Jobs", authors: ["Walter Isaacson"], year: 2011,
          cover: "https://books.google.com/t?zoom=1", url: "https://books.google.com/books?id=abc&hl=en", ratings: 61,
          reviews: nil, averageRating: 4))
  }

  @Test func ratings_are_usually_absent() throws {
    #expect(
      try book("") == Book(isbn: ISBN(thirteen: "9781451648539"), title: "Steve Jobs", authors: []))
  }

  @Test(
    arguments: [
      ("2011", 2011), ("2011-10", 2011), ("2011-10-24", 2011), ("c1999", 1999), ("October 1, 1988", 1988),
      ("19--", nil),
      ("199?", nil), ("", nil), ("20111024", nil), ("0000", nil), ("9999", nil), ("２０１１", nil),
    ] as [(String, Int?)])
  func a_date_may_be_odd(date: String, year: Int?) throws {
    #expect(try book(#","publishedDate":"\#(date)""#).year == year)
  }

  @Test(
    arguments: [
      (#"{"smallThumbnail":"http://a.example/s"}"#, "https://a.example/s"),
      (#"{"thumbnail":"javascript:x","smallThumbnail":"https://a.example/s"}"#, "https://a.example/s"),
      (#"{"thumbnail":"http://user:secret@a.example/s"}"#, nil), ("{}", nil), ("null", nil),
    ] as [(String, String?)])
  func a_cover_is_an_https_link(links: String, cover: String?) throws {
    #expect(try book(#","imageLinks":\#(links)"#).cover == cover)
  }

  @Test func a_near_miss_is_unknown() {
    #expect(reader.error(Samples.googleBooks, isbn: "9780307463746")?.code == .unknown)
  }

  @Test func the_right_one_among_near_misses_is_found() throws {
    func volume(_ isbn: String, _ title: String) -> String {
      #"{"volumeInfo":{"title":"\#(title)","industryIdentifiers":[{"type":"OTHER"},{"type":"ISBN_13","identifier":"\#(isbn)"}]}}"#
    }
    let items = [#"{}"#, volume("9780441172719", "Dune"), volume("9781451648539", "Steve Jobs")]
    let body = #"{"totalItems":3,"items":[\#(items.joined(separator: ","))]}"#
    #expect(try reader.book("9781451648539", body).title == "Steve Jobs")
  }

  @Test(arguments: [
    #"{"kind":"books#volumes","totalItems":0}"#, #"{"totalItems":0,"items":[]}"#, #"{"totalItems":7,"items":[]}"#,
  ])
  func nothing_found_is_unknown(body: String) {
    let error = reader.error(body)
    #expect(error?.code == .unknown)
    #expect(error?.explanation == "Google Books knows no book with the ISBN 9780307463746.")
  }

  @Test func a_quota_for_the_day_is_a_rest_of_an_hour() {
    let message =
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service 'books.googleapis.com' for "
      + "consumer 'project_number:624717413613'."
    let error = fault(429, message, reason: "rateLimitExceeded")
    #expect(error?.code == .throttled)
    #expect(error?.retryAfter == .seconds(3600))
    #expect(fault(429, message.replacing("per day", with: "per minute"))?.retryAfter == nil)
    #expect(fault(429, message, sentAs: 200)?.code == .throttled)
    #expect(reader.error("<html>", status: 429, fields: [.retryAfter: "30"])?.retryAfter == .seconds(30))
  }

  @Test(arguments: ["rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded"])
  func a_quota_may_come_as_403(reason: String) {
    #expect(fault(403, "Quota exceeded", reason: reason)?.code == .throttled)
  }

  @Test func a_wrong_key_is_refused_by_the_name_of_its_setting() {
    let message = "API key not valid. Please pass a valid API key."
    for error in [
      fault(400, message, details: "API_KEY_INVALID"), fault(400, "Bad Request", reason: "keyInvalid"),
      fault(400, message),
      fault(401, "Unauthorized"), fault(400, message, sentAs: 200),
    ] {
      #expect(error?.code == .refused)
      #expect(error?.explanation == "Google Books does not accept the key in GOOGLE_BOOKS_API_KEY.")
    }
  }

  @Test(arguments: ["accessNotConfigured", "unknownLocation", "ipRefererBlocked", "forbidden"])
  func a_forbidden_use_of_the_key_is_refused(reason: String) {
    let error = fault(403, "No.", reason: reason)
    #expect(error?.code == .refused)
    #expect(error?.explanation.contains("GOOGLE_BOOKS_API_KEY") == true)
    #expect(reader.error("<html>", status: 403)?.code == .refused)
  }

  @Test(
    arguments: [
      (
        503,
        #"{"error":{"code":503,"message":"Service temporarily unavailable.","errors":[{"reason":"backendFailed"}]}}"#
      ),
      (400, #"{"error":{"code":400,"message":"Invalid value."}}"#), (404, ""), (500, "{}"), (502, "<html>"),
      (200, "<html>Down</html>"), (200, "{}"), (200, "[]"), (200, #"{"error":{}}"#), (200, #"{"error":{"code":"x"}}"#),
      (200, #"{"totalItems":1,"items":{}}"#), (200, ""),
      (200, #"{"items":[{"volumeInfo":{"industryIdentifiers":[{"identifier":"9780307463746"}]}}]}"#),
    ])
  func anything_else_is_no_answer(status: Int, body: String) {
    #expect(reader.error(body, status: status)?.code == .unavailable)
  }
}
