import Chassis
import FoundationEssentials

/// Books from the bundled set: real books with the ratings they had at Goodreads in 2017.
struct SampleBooks: BookProvider {
  private let books: [ISBN: Book]
  private let nearest: NearestISBN
  private let now: @Sendable () -> Date

  /// Throws ``SampleFileError`` where the bundled file is broken.
  static func bundled(now: @escaping @Sendable () -> Date = { Date() }) throws -> SampleBooks {
    try SampleBooks(SampleFile("books.json", PackageResources.books_json), now: now)
  }

  init(_ file: SampleFile, now: @escaping @Sendable () -> Date) throws {
    let list = try file.records(Book.Record.self) { try Book($0) }
    books = try file.index(list, by: { [$0.isbn] })
    nearest = NearestISBN(list.map(\.isbn))
    self.now = now
  }

  func book(_ typed: TypedISBN) async throws -> Sourced<Book> {
    guard let book = books[typed.isbn] else {
      throw ProviderError.unknown(
        "No sample book has the ISBN \(typed.compact).", suggestion: nearest.suggestion(for: typed))
    }
    return Sourced(book, from: source, fetchedAt: now())
  }

  let source = Source(
    provider: "sample",
    attribution: "Sample data bundled with this service; ratings as of 2017 from goodbooks-10k by Zygmunt Zając",
    url: "https://github.com/zygmuntz/goodbooks-10k", licence: "CC BY-SA 4.0")
}
