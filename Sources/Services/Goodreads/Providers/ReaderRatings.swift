import Chassis
import Upstream

/// How many readers gave stars to a book, and how many stars, as a provider sends it.
struct ReaderRatings: Equatable {
  /// At least one; nil where nobody has rated the book, or it is not known.
  var count: Int?

  /// One to five, with two decimals.
  var average: Double?

  /// A book that nobody has rated comes without numbers, with zeros, or with a zero and null.
  init(count: Double?, average: Double?) {
    let count = Plausible.count(count)
    guard count != 0 else { return }
    self.count = count
    guard let average, (1...5).contains(average) else { return }
    self.average = (average * 100).rounded() / 100
  }
}
