import Chassis

/// A book and what its readers think of it. Ratings are nil where the provider has none.
struct Book: Sendable, Equatable {
  var isbn: ISBN
  var title: String
  var authors: [String]

  /// The year in which the work was first published.
  var year: Int?

  /// URL of a picture of the cover.
  var cover: String?

  /// URL of a page about the book.
  var url: String?

  /// How many readers gave stars, and how many wrote a review.
  var ratings: Int?
  var reviews: Int?

  /// One to five stars.
  var averageRating: Double?
}

/// The JSON of `GET /book/{isbn}`. The names without capitals are those of the original sample.
struct BookAnswer: Sendable, Encodable {
  /// As it was asked for, without hyphens.
  let isbn: String
  @Nullable private(set) var isbn10: String?
  let isbn13: String
  let title: String
  let authors: [String]
  @Nullable private(set) var published: String?
  @Nullable private(set) var cover: String?
  @Nullable private(set) var url: String?
  @Nullable private(set) var ratingscount: Int?
  @Nullable private(set) var reviewscount: Int?
  @Nullable private(set) var averagerating: Double?

  init(_ book: Book, askedAs typed: TypedISBN) {
    isbn = typed.compact
    isbn10 = book.isbn.isbn10
    isbn13 = book.isbn.isbn13
    title = book.title
    authors = book.authors
    published = book.year.map { String($0) }
    cover = book.cover
    url = book.url
    ratingscount = book.ratings
    reviewscount = book.reviews
    averagerating = book.averageRating
  }
}
