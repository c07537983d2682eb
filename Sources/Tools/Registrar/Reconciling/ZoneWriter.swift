import AWS

/// Has changes made in a zone, as many at once as Route 53 takes.
struct ZoneWriter: Sendable {
  struct Refusal: Sendable {
    var change: PlannedChange
    var error: AWSError
  }

  let route53: Route53
  let zoneID: String
  /// Kept with each change.
  let comment: String
  var limits = ChangeBatches.Limits()

  /// Those that were refused: what was read is not what is there any more, or Route 53 does not take the record at all.
  ///
  /// - Parameters:
  ///   - isolating: Whether a refused batch is cut until it is known which of its changes cannot be made.
  ///   - written: Told of each batch that was made.
  ///
  /// Throws ``AWSError`` or `CancellationError`; what was written before stays.
  func write(
    _ changes: [PlannedChange], isolating: Bool, written: ([PlannedChange]) -> Void
  ) async throws -> [Refusal] {
    var refusals: [Refusal] = []
    for batch in ChangeBatches.cut(changes, within: limits) {
      do {
        _ = try await route53.change(batch.flatMap(\.records), in: zoneID, comment: comment)
        written(batch)
      } catch let error as AWSError where error.code == .invalidChangeBatch {
        if isolating, batch.count > 1 {
          let half = batch.count / 2
          for part in [Array(batch[..<half]), Array(batch[half...])] {
            refusals += try await write(part, isolating: true, written: written)
          }
        } else {
          refusals += batch.map { Refusal(change: $0, error: error) }
        }
      }
    }
    return refusals
  }
}
