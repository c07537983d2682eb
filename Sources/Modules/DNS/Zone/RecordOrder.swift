import Timing

/// In which order a zone gives the records of one name and type, answer by answer.
package enum RecordOrder: String, Sendable, Hashable {
  /// As they were put in.
  case fixed
  /// Each answer begins one record later than the one before.
  case rotate
  /// By chance.
  case shuffle

  /// - Parameter turn: Number of the answer, never negative.
  func arranged(_ records: [ResourceRecord], turn: Int, random: RandomSource) -> [ResourceRecord] {
    guard records.count > 1 else { return records }
    switch self {
    case .fixed: return records
    case .rotate:
      let start = turn % records.count
      return Array(records[start...] + records[..<start])
    case .shuffle:
      var generator = random
      return records.shuffled(using: &generator)
    }
  }
}
