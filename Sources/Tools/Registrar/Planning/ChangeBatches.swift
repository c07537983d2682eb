import AWS

/// Cuts changes into batches that Route 53 takes: at most 1000 records and 32,000 characters of values in one request, of
/// which an UPSERT's count twice. What belongs to one name is never cut apart.
enum ChangeBatches {
  struct Limits: Sendable {
    var records = 1000
    var characters = 32_000
  }

  static func cut(_ changes: [PlannedChange], within limits: Limits = Limits()) -> [[PlannedChange]] {
    var batches: [[PlannedChange]] = []
    var left = (records: 0, characters: 0)
    for change in changes {
      let (records, characters) = size(of: change)
      if batches.isEmpty || records > left.records || characters > left.characters {
        batches.append([])
        left = (limits.records, limits.characters)
      }
      batches[batches.count - 1].append(change)
      left.records -= records
      left.characters -= characters
    }
    return batches
  }

  static func size(of change: PlannedChange) -> (records: Int, characters: Int) {
    change.records.reduce((0, 0)) { sum, record in
      let weight = record.action == .upsert ? 2 : 1
      let values = record.recordSet.values
      let characters = values.reduce(0) { $0 + $1.unicodeScalars.count }
      return (sum.0 + weight * max(1, values.count), sum.1 + weight * characters)
    }
  }
}
