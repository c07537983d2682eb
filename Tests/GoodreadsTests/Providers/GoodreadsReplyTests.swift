import Chassis
import HTTPTypes
import Testing
import XML

@testable import Goodreads

@Suite struct GoodreadsReplyTests {
  private let reader = ReplyReader.goodreads

  private func book(_ members: String) throws -> Book {
    try reader.book("9780307463746", "<GoodreadsResponse><book>\(members)</book></GoodreadsResponse>")
  }

  @Test func a_book_is_found_among_the_same_names() throws {
    #expect(
      try reader.book("9780307463746", Samples.goodreads)
        == Book(
          isbn: ISBN(thirteen: "9780307463746"), title: "Rework", authors: ["Jason Fried", "David Heinemeier Hansson"],
          year: 2010, cover: "https://images.example.org/6732019.jpg",
          url: "https://www.goodreads.com/book/show/6732019-rework", ratings: 2415, reviews: 640, averageRating: 4.04))
  }

  @Test func a_member_may_be_plain_or_CDATA() throws {
    let plain = Samples.goodreads.replacing("<![CDATA[", with: "").replacing("]]>", with: "")
      .replacing("<br />", with: "&lt;br /&gt;").replacing("<title>tags</title>", with: "")
    #expect(try reader.book("9780307463746", plain) == reader.book("9780307463746", Samples.goodreads))
  }

  @Test func nothing_of_a_similar_book_is_taken() throws {
    let similar =
      "<similar_books><book><id>5</id><isbn>1</isbn><image_url>https://a.example/o</image_url><link>https://a.example/o</link></book></similar_books>"
    let author =
      "<authors><author><name>A</name><average_rating>3.97</average_rating><ratings_count>7</ratings_count></author></authors>"
    #expect(
      try book("\(similar)\(author)<title>T</title>")
        == Book(isbn: ISBN(thirteen: "9780307463746"), title: "T", authors: ["A"]))
  }

  @Test func what_is_empty_or_nil_is_unknown() throws {
    let members = """
      <id></id><title>T &amp; Q</title><isbn><![CDATA[]]></isbn><isbn13 nil="true"/><image_url> </image_url>
      <publication_year/><work><ratings_count type="integer" nil="true"/><text_reviews_count nil="true"/>
      <original_publication_year type="integer" nil="true"/></work><average_rating></average_rating>
      <ratings_count><![CDATA[]]></ratings_count><authors/>
      """
    #expect(try book(members) == Book(isbn: ISBN(thirteen: "9780307463746"), title: "T & Q", authors: []))
  }

  @Test func the_edition_fills_in_for_the_work() throws {
    let members = """
      <id>7</id><title/><publication_year>2011</publication_year><average_rating>3.5</average_rating>
      <ratings_count>10</ratings_count><text_reviews_count>2</text_reviews_count>
      <work><ratings_count nil="true"/><original_title>T</original_title></work>
      """
    #expect(
      try book(members)
        == Book(
          isbn: ISBN(thirteen: "9780307463746"), title: "T", authors: [], year: 2011,
          url: "https://www.goodreads.com/book/show/7", ratings: 10, reviews: 2, averageRating: 3.5))
  }

  @Test func a_book_that_nobody_has_rated_has_no_ratings() throws {
    let book = try book("<title>T</title><average_rating>0.00</average_rating><ratings_count>0</ratings_count>")
    #expect(book.ratings == nil)
    #expect(book.averageRating == nil)
  }

  @Test(arguments: ["https://s.gr-assets.com/assets/nophoto/book/111x148.png", "javascript:x", "x", ""])
  func no_picture_is_no_cover(url: String) throws {
    #expect(try book("<title>T</title><image_url>\(url)</image_url>").cover == nil)
  }

  @Test(arguments: ["NaN", "inf", "1e400", "-1", "0x10", "99999999999999999999999999", "four", "5.1"])
  func a_number_that_cannot_be_is_unknown(number: String) throws {
    let book = try book(
      """
      <title>T</title><average_rating>\(number)</average_rating><ratings_count>x</ratings_count>
      <text_reviews_count>-\(number)</text_reviews_count><publication_year>\(number)</publication_year>
      """)
    #expect(book.averageRating == nil && book.ratings == nil && book.year == nil)
  }

  @Test func only_people_with_a_role_are_authors_where_nobody_has_none() throws {
    let people = "<authors><author><name>E</name><role>Editor</role></author></authors>"
    #expect(try book("<title>T</title>\(people)").authors == ["E"])
  }

  @Test func another_book_is_no_answer() {
    let error = reader.error(Samples.goodreads, isbn: "9780441172719")
    #expect(error?.code == .unavailable)
    #expect(error?.explanation == "Goodreads answered with another book.")
  }

  @Test(
    arguments: [
      (404, "<error>book not found</error>"), (200, "<error>book not found</error>"),
      (404, "<?xml version=\"1.0\"?>\n<error>\n  Page not found\n</error>"),
      (200, "<GoodreadsResponse><Request/></GoodreadsResponse>"),
    ])
  func a_book_that_is_not_found_is_unknown(status: Int, body: String) {
    let error = reader.error(body, status: status)
    #expect(error?.code == .unknown)
    #expect(error?.explanation == "Goodreads knows no book with the ISBN 9780307463746.")
  }

  @Test(arguments: [401, 403])
  func a_wrong_or_revoked_key_is_refused_by_the_name_of_its_setting(status: Int) {
    let error = reader.error("Invalid API key", status: status)
    #expect(error?.code == .refused)
    #expect(error?.explanation.contains("GOODREADS_KEY") == true)
  }

  @Test func too_many_calls_are_throttled() {
    #expect(reader.error("Too many requests", status: 429)?.code == .throttled)
    #expect(reader.error("", status: 429, fields: [.retryAfter: "5"])?.retryAfter == .seconds(5))
  }

  @Test(
    arguments: [
      (200, "<!DOCTYPE html><html><body>Just a moment... are you a robot?</body></html>"), (200, "<html><br></html>"),
      (200, "<html></html>"), (404, "<html></html>"), (404, "Not Found"), (404, Samples.goodreads), (500, "<error/>"),
      (502, ""), (503, "<html>"), (200, ""), (200, "{}"), (200, "<error>internal error</error>"), (301, ""),
      (200, "<GoodreadsResponse><book><title/></book></GoodreadsResponse>"),
      (
        200,
        "<!DOCTYPE a [<!ENTITY t SYSTEM 'file:///etc/passwd'>]><GoodreadsResponse><book><title>&t;</title></book></GoodreadsResponse>"
      ),
    ])
  func anything_else_is_no_answer(status: Int, body: String) {
    #expect(reader.error(body, status: status)?.code == .unavailable)
  }

  @Test func what_is_no_XML_keeps_its_fault_for_the_log() {
    #expect(reader.error("<a>")?.cause as? XMLError == XMLError(.malformed, "The XML is not well-formed.", line: 1))
  }
}
