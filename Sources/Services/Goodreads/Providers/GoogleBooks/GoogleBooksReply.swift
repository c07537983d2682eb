import Chassis
import Upstream

/// What Google Books answers to a search for an ISBN: volumes, of which none may have that number.
enum GoogleBooksReply {
  private struct Volumes: Decodable {
    /// Left out where there are none.
    var items: [Volume]?
    var error: GoogleFault?
    /// In every answer that is no error.
    var totalItems: LooseNumber?
  }

  private struct Volume: Decodable {
    var volumeInfo: Info?
  }

  private struct Info: Decodable {
    var title: String?
    var authors: [String]?
    var publishedDate: String?
    var industryIdentifiers: [Identifier]?
    var averageRating: LooseNumber?
    var ratingsCount: LooseNumber?
    var imageLinks: Images?
    var infoLink: String?
  }

  private struct Identifier: Decodable {
    var identifier: String?
  }

  private struct Images: Decodable {
    var thumbnail: String?
    var smallThumbnail: String?
  }

  static func book(_ isbn: ISBN, from reply: UpstreamReply) throws(ProviderError) -> Book {
    // An outage, or a refusal of whatever stands in front, may come as a page.
    guard let volumes = try? reply.json(Volumes.self) else { throw GoogleFault().error(reply) }
    if reply.status != 200 || volumes.error != nil { throw (volumes.error ?? GoogleFault()).error(reply) }
    guard volumes.items != nil || volumes.totalItems != nil else { throw .unavailable() }
    guard let info = (volumes.items ?? []).compactMap(\.volumeInfo).first(where: { isOf(isbn, $0) }) else {
      throw .unknownBook(isbn, at: "Google Books")
    }
    guard let title = Plausible.text(info.title) else {
      throw .unavailable("Google Books has a book without a title.")
    }
    let ratings = ReaderRatings(count: info.ratingsCount?.value, average: info.averageRating?.value)
    return Book(
      isbn: isbn, title: title, authors: (info.authors ?? []).prefix(50).compactMap { Plausible.text($0) },
      year: PublicationYear.find(in: info.publishedDate),
      cover: Plausible.link(info.imageLinks?.thumbnail) ?? Plausible.link(info.imageLinks?.smallThumbnail),
      url: Plausible.link(info.infoLink), ratings: ratings.count, averageRating: ratings.average)
  }

  private static func isOf(_ isbn: ISBN, _ info: Info) -> Bool {
    (info.industryIdentifiers ?? []).contains { $0.identifier == isbn.isbn13 || $0.identifier == isbn.isbn10 }
  }
}
