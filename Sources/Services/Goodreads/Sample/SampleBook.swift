import Chassis

extension Book {
  /// A book of the sample set as in the file. `ratings`, `reviews` and `average` are there together or not at all.
  struct Record: Decodable {
    var isbn10: String
    var isbn13: String
    var title: String
    var authors: [String]
    var year: Int?
    var average: Double?
    var ratings: Int?
    var reviews: Int?
  }

  /// Throws ``InvalidInput`` or ``InvalidRecord``.
  init(_ record: Record) throws {
    let isbn = try ISBN(thirteen: record.isbn13)
    guard isbn == (try ISBN(ten: record.isbn10)) else {
      throw InvalidRecord("\(record.isbn10) and \(record.isbn13) are different books")
    }
    guard !record.title.isEmpty, !record.authors.isEmpty, !record.authors.contains("") else {
      throw InvalidRecord("\(record.isbn13) lacks a title or an author")
    }
    guard record.average.map({ (1...5).contains($0) }) != false else {
      throw InvalidRecord("\(record.isbn13) has an average rating that is not between 1 and 5")
    }
    guard (record.average == nil) == (record.ratings == nil), (record.average == nil) == (record.reviews == nil) else {
      throw InvalidRecord("\(record.isbn13) has only a part of the ratings")
    }
    self.init(
      isbn: isbn, title: record.title, authors: record.authors, year: record.year,
      cover: "https://covers.openlibrary.org/b/isbn/\(isbn.isbn13)-M.jpg",
      url: "https://openlibrary.org/isbn/\(isbn.isbn13)", ratings: record.ratings, reviews: record.reviews,
      averageRating: record.average)
  }
}
