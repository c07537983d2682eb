import Chassis
import Testing

@testable import Goodreads

@Suite struct SampleBookTests {
  private let record = Book.Record(
    isbn10: "0316219282", isbn13: "9780316219280", title: "The Everything Store", authors: ["Brad Stone"], year: 2013,
    average: 4.06, ratings: 24_678, reviews: 1577)

  private func fault(_ change: (inout Book.Record) -> Void) -> String {
    var record = record
    change(&record)
    return "\(#expect(throws: (any Error).self) { try Book(record) } as Any)"
  }

  @Test func broken_records_are_refused() {
    #expect(fault { $0.isbn10 = "0316206849" }.contains("different books"))
    #expect(fault { $0.isbn13 = "9780316219281" }.contains("should be 0"))
    #expect(fault { $0.title = "" }.contains("title or an author"))
    #expect(fault { $0.authors = [] }.contains("title or an author"))
    #expect(fault { $0.average = 5.1 }.contains("between 1 and 5"))
    #expect(fault { $0.reviews = nil }.contains("only a part"))
    #expect(fault { $0.average = nil }.contains("only a part"))
  }

  @Test func a_book_without_ratings_is_whole() throws {
    var record = record
    (record.average, record.ratings, record.reviews) = (nil, nil, nil)
    #expect(try Book(record).averageRating == nil)
  }

  /// 0316219282 with one digit or one pair of neighbours changed, and the check digit that goes with it.
  @Test(
    arguments: [
      ("0316218286", "0316219282"), ("0316291285", "0316219282"), ("978-0-316-21828-3", "9780316219280"),
      ("0316318280", nil), ("9790316219289", "9780316219280"),
    ] as [(String, String?)])
  func only_one_slip_away_a_book_is_suggested(typed: String, suggestion: String?) throws {
    let nearest = NearestISBN([try Book(record).isbn])
    #expect(nearest.suggestion(for: try TypedISBN(typed)) == suggestion)
  }
}
