import Chassis
import HTTPTypes
import Testing

@testable import Goodreads

@Suite struct OpenLibraryReplyTests {
  private let reader = ReplyReader.openLibrary

  private func book(_ work: String) throws -> Book {
    try reader.book("9780441172719", #"{"numFound":1,"docs":[\#(work)]}"#)
  }

  @Test func a_book_is_found() throws {
    #expect(
      try reader.book("9780441172719", Samples.openLibrary)
        == Book(
          isbn: ISBN(thirteen: "9780441172719"), title: "Dune (Ace)", authors: ["Frank Herbert"], year: 1965,
          cover: "https://covers.openlibrary.org/b/id/11481354-M.jpg", url: "https://openlibrary.org/books/OL7525895M",
          ratings: 513, reviews: nil, averageRating: 4.27))
  }

  @Test func what_is_not_known_is_nil() throws {
    #expect(
      try book(#"{"title":"Dune"}"#)
        == Book(isbn: ISBN(thirteen: "9780441172719"), title: "Dune", authors: []))
  }

  @Test(arguments: [
    #""ratings_average":null,"ratings_count":0"#, #""ratings_average":0,"ratings_count":0"#, #""ratings_average":0"#,
    #""ratings_count":null"#,
  ])
  func a_book_that_nobody_has_rated_has_no_ratings(ratings: String) throws {
    let book = try book(#"{"title":"Dune",\#(ratings)}"#)
    #expect(book.ratings == nil)
    #expect(book.averageRating == nil)
  }

  @Test func an_edition_with_another_number_does_not_count() throws {
    let book = try book(
      #"{"key":"/works/OL1W","title":"Dune","editions":{"docs":[{"key":"/books/OL2M","title":"Der Wüstenplanet","isbn":["3453186834"]}]}}"#
    )
    #expect(book.title == "Dune")
    #expect(book.url == "https://openlibrary.org/works/OL1W")
  }

  @Test(
    arguments: [
      (#""cover_i":-1"#, nil), (#""cover_i":0"#, nil), (#""cover_i":1e300"#, nil),
      (#""cover_i":12"#, "https://covers.openlibrary.org/b/id/12-M.jpg"),
    ] as [(String, String?)])
  func a_cover_has_a_number(member: String, cover: String?) throws {
    #expect(try book(#"{"title":"Dune",\#(member)}"#).cover == cover)
  }

  @Test(arguments: ["//evil.example/", "/works/../login", "/works/OL1W\\\"", "javascript:0", "/works/OL1 W"])
  func a_page_lies_at_Open_Library(key: String) throws {
    let url = try book(#"{"title":"Dune","key":"\#(key)"}"#).url
    #expect(url == nil)
  }

  @Test(arguments: [("-800", nil), ("99999", nil), ("1965.5", nil), ("1e99", nil), ("1605", 1605)] as [(String, Int?)])
  func a_year_is_plausible(year: String, expected: Int?) throws {
    #expect(try book(#"{"title":"Dune","first_publish_year":\#(year)}"#).year == expected)
  }

  @Test func nothing_found_is_unknown() {
    let error = reader.error(#"{"numFound":0,"start":0,"numFoundExact":true,"docs":[]}"#)
    #expect(error?.code == .unknown)
    #expect(error?.explanation == "Open Library knows no book with the ISBN 9780307463746.")
  }

  @Test func too_many_calls_are_throttled() {
    let body =
      #"{"status": 429, "message": "Too Many Requests. Consider using https://openlibrary.org/developers/dumps."}"#
    #expect(reader.error(body, status: 429)?.code == .throttled)
    #expect(reader.error(body, status: 429)?.retryAfter == nil)
    #expect(reader.error(body, status: 429, fields: [.retryAfter: "7"])?.retryAfter == .seconds(7))
  }

  @Test func a_client_that_is_not_liked_is_refused() {
    let error = reader.error("<html>403 Forbidden</html>", status: 403)
    #expect(error?.code == .refused)
    #expect(error?.explanation.contains("OPENLIBRARY_CONTACT") == true)
  }

  @Test(
    arguments: [
      (404, "<!DOCTYPE html><html>Not Found</html>"), (422, #"{"detail":[{"msg":"a query of another kind"}]}"#),
      (500, ""), (502, "<html>"), (503, "<html>"), (504, "<html>"), (200, "<html>Down for maintenance</html>"),
      (200, "{}"),
      (200, "[]"), (200, #"{"docs":{}}"#), (200, #"{"docs":[{}]}"#), (200, #"{"docs":[{"title":" "}]}"#),
      (200, #"{"docs":[{"title":1}]}"#), (200, ""), (304, ""),
    ])
  func anything_else_is_no_answer(status: Int, body: String) {
    #expect(reader.error(body, status: status)?.code == .unavailable)
  }
}
