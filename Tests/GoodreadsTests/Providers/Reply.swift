import Chassis
import HTTPTypes
import Testing
import Upstream

@testable import Goodreads

/// One of the readers of answers.
struct ReplyReader: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var read: @Sendable (ISBN, UpstreamReply) throws(ProviderError) -> Book

  static let openLibrary = Self(testDescription: "openlibrary") { (isbn, reply) throws(ProviderError) in
    try OpenLibraryReply.book(isbn, from: reply)
  }
  static let googleBooks = Self(testDescription: "googlebooks") { (isbn, reply) throws(ProviderError) in
    try GoogleBooksReply.book(isbn, from: reply)
  }
  static let goodreads = Self(testDescription: "goodreads") { (isbn, reply) throws(ProviderError) in
    try GoodreadsReply.book(isbn, from: reply)
  }
  static let all = [openLibrary, googleBooks, goodreads]

  func book(_ isbn: String, _ body: String, status: Int = 200) throws -> Book {
    try read(ISBN(thirteen: isbn), .with(body, status: status))
  }

  /// Why there is no book; nil where there is one.
  func error(_ body: String, status: Int = 200, fields: HTTPFields = [:], isbn: String = "9780307463746")
    -> ProviderError?
  {
    error(.with(body, status: status, fields: fields), isbn: isbn)
  }

  func error(_ reply: UpstreamReply, isbn: String = "9780307463746") -> ProviderError? {
    do {
      _ = try read(TypedISBN(isbn).isbn, reply)
      return nil
    } catch let error as ProviderError {
      return error
    } catch {
      return nil
    }
  }
}

extension UpstreamReply {
  static func with(_ body: String, status: Int = 200, fields: HTTPFields = [:]) -> UpstreamReply {
    UpstreamReply(status: status, fields: fields, body: Array(body.utf8))
  }
}
