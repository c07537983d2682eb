/// Finds the known name that a mistyped one most likely meant.
///
/// The measure is the Damerau-Levenshtein distance (optimal string alignment) of the folded texts: how many letters were
/// wrong, missing, surplus or swapped with their neighbour. Beyond a distance that grows with the length there is no
/// suggestion, because a far-fetched one misleads. A name that merely was not typed to its end counts as near.
package struct NearestName: Sendable {
  private struct Candidate: Sendable {
    var letters: [Character]
    var name: String
  }

  private let candidates: [Candidate]

  /// `names` in order of preference: of equally near ones the first is suggested. Each has the spelling that is shown,
  /// and those it is recognised by.
  package init(_ names: some Sequence<(shown: String, spellings: [String])>) {
    candidates = names.flatMap { name in
      name.spellings.map { Candidate(letters: Array(FoldedText($0).text), name: name.shown) }
    }
  }

  package func suggestion(for wanted: String) -> String? {
    let letters = Array(FoldedText(wanted).text.prefix(Self.longest))
    guard !letters.isEmpty else { return nil }
    var best: (score: Double, name: String)?
    for candidate in candidates {
      guard let score = Self.score(letters, candidate.letters), score < best?.score ?? .infinity else { continue }
      best = (score, candidate.name)
    }
    return best?.name
  }

  /// Longer input is cut: the cost grows with the product of the lengths.
  private static let longest = 100

  /// Lower is nearer; nil where `known` is too far from `wanted` to be suggested.
  private static func score(_ wanted: [Character], _ known: [Character]) -> Double? {
    let allowed = allowedDistance(length: wanted.count)
    let shared = zip(wanted, known).prefix { $0 == $1 }.count
    // A long common beginning decides between equally distant names: people get the first letters right.
    let bonus = 0.1 * Double(min(shared, 5))
    if wanted.count >= 3, shared == wanted.count { return 1 - bonus }
    guard abs(wanted.count - known.count) <= allowed else { return nil }
    let distance = editDistance(wanted, known)
    guard distance <= allowed else { return nil }
    return Double(distance) - bonus
  }

  private static func allowedDistance(length: Int) -> Int {
    switch length {
    case ...4: 1
    case ...8: 2
    default: 3
    }
  }

  /// Rows of the usual table, of which only three are alive at a time.
  package static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [Int](repeating: i + 1, count: b.count + 1)
      for j in b.indices {
        let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
        row[j + 1] = min(replaced, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
