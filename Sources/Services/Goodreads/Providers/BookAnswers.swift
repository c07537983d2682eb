import Chassis
import Upstream

/// Books that one provider has told of, by ISBN.
typealias BookAnswers = RememberedAnswers<ISBN, Book>

extension MemoryPolicy {
  /// Titles never change and ratings slowly: a day, and a week where the provider cannot be asked.
  static let books = MemoryPolicy(
    freshFor: .seconds(86_400), staleFor: .seconds(7 * 86_400), unknownFor: .seconds(3600))
}

extension Source {
  /// The same source with the page of `book`, where it has one.
  func linked(to book: Book) -> Source {
    var source = self
    source.url = book.url ?? url
    return source
  }
}

extension ProviderError {
  /// A status that says no more than that something is wrong.
  static func status(_ status: Int, of name: String) -> ProviderError {
    .unavailable("\(name) answered with status \(status).")
  }

  static func unknownBook(_ isbn: ISBN, at name: String) -> ProviderError {
    .unknown("\(name) knows no book with the ISBN \(isbn.isbn13).")
  }
}
