import Chassis
import Testing
import Upstream

@testable import Goodreads

/// Whatever a provider sends is a book or a ``ProviderError``, and ends nothing.
@Suite struct HostileReplyTests {
  private static let samples = [
    (ReplyReader.openLibrary, Samples.openLibrary, "9780441172719"),
    (.googleBooks, Samples.googleBooks, "9781451648539"), (.goodreads, Samples.goodreads, "9780307463746"),
  ]

  @Test(arguments: samples)
  func a_body_cut_anywhere_is_no_answer(reader: ReplyReader, sample: String, isbn: String) {
    let bytes = Array(sample.utf8)
    for length in bytes.indices {
      let error = reader.error(UpstreamReply(status: 200, body: Array(bytes[..<length])), isbn: isbn)
      #expect(error?.code == .unavailable, "\(length) bytes")
    }
    #expect(reader.error(sample, isbn: isbn) == nil)
  }

  /// A changed byte may leave a book, with another title.
  @Test(arguments: samples)
  func a_changed_byte_ends_nothing(reader: ReplyReader, sample: String, isbn: String) {
    let bytes = Array(sample.utf8)
    // A NUL, a quote, a minus, mark-up, a brace, a digit and a wrong byte, in turn.
    let wrong: [UInt8] = [0, 0x22, 0x2D, 0x3C, 0x7B, 0x39, 0xFF]
    for index in bytes.indices {
      var changed = bytes
      changed[index] = wrong[index % wrong.count]
      let error = reader.error(UpstreamReply(status: 200, body: changed), isbn: isbn)
      #expect(error == nil || [.unavailable, .unknown, .refused, .throttled].contains(error?.code))
    }
  }

  @Test(
    arguments: ReplyReader.all,
    [
      String(repeating: "[", count: 200_000), String(repeating: #"{"docs":"#, count: 100_000),
      String(repeating: "<a>", count: 100_000), "\0", "null", "1e999", #""\ud800""#,
      "{\"docs\":[{\"title\":\"\u{0}\"}]}",
      #"{"docs":[null],"items":[null],"error":null}"#, #"{"docs":1,"items":1,"error":1}"#, "\u{FEFF}",
    ])
  func hostile_bodies_are_no_answer(reader: ReplyReader, body: String) {
    for status in [200, 404, 500] {
      let code = reader.error(body, status: status)?.code
      #expect(code == .unavailable)
    }
  }

  @Test(arguments: ReplyReader.all)
  func bytes_that_are_no_UTF_8_are_no_answer(reader: ReplyReader) {
    for bytes: [UInt8] in [[0xFF, 0xFE], [0x7B, 0x22, 0xC0, 0xAF, 0x22], [0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80]] {
      #expect(reader.error(UpstreamReply(status: 200, body: bytes))?.code == .unavailable)
    }
  }

  @Test(arguments: [
    "1e300", "-1e300", "1e12", "1e13", "-1", "9223372036854775808", "0.5", "\"1e300\"", "\"NaN\"", "\"inf\"", "\"\"",
    "\"x\"",
    "null",
  ])
  func numbers_that_cannot_be_end_nothing(number: String) throws {
    let work =
      #"{"title":"T","first_publish_year":\#(number),"cover_i":\#(number),"ratings_average":\#(number),"ratings_count":\#(number)}"#
    let book = try ReplyReader.openLibrary.book("9780441172719", #"{"docs":[\#(work)]}"#)
    #expect(book.averageRating == nil && book.year == nil)
    let info =
      #"{"title":"T","industryIdentifiers":[{"identifier":"9780441172719"}],"averageRating":\#(number),"ratingsCount":\#(number)}"#
    let other = try ReplyReader.googleBooks.book(
      "9780441172719", #"{"items":[{"volumeInfo":\#(info)}],"totalItems":\#(number)}"#)
    #expect(other.averageRating == nil)
  }

  @Test func texts_hold_no_controls_and_end_somewhere() throws {
    let title = #"\u0000\u001b[31mRed\u202e\n"# + String(repeating: "x", count: 5000)
    let authors = Array(repeating: #""A\tB""#, count: 1000).joined(separator: ",")
    let work = #"{"title":"\#(title)","author_name":["",\#(authors)]}"#
    let book = try ReplyReader.openLibrary.book("9780441172719", #"{"docs":[\#(work)]}"#)
    #expect(book.title.hasPrefix("[31mRed x"))
    #expect(book.title.count <= 300)
    #expect(book.authors == Array(repeating: "A B", count: 49))
  }
}
