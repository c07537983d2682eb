/// One page of a list.
struct Page<Item: Sendable, Mark: Equatable & Sendable>: Sendable {
  var items: [Item]
  /// Where the next page begins; nil on the last.
  var next: Mark?
}

/// All items of a list that comes in pages.
///
/// A list that goes on where it was before would have no end, and one of more pages than `limit` is none that this
/// module was made for: both throw `unexpectedAnswer`.
func allPages<Item: Sendable, Mark: Equatable & Sendable>(
  limit: Int = 1000, _ page: (Mark?) async throws -> Page<Item, Mark>
) async throws -> [Item] {
  var items: [Item] = []
  var mark: Mark?
  for _ in 0..<limit {
    let answer = try await page(mark)
    items += answer.items
    guard let next = answer.next else { return items }
    guard next != mark else { throw AWSError.unexpectedAnswer("A list goes on where it was before.") }
    mark = next
  }
  throw AWSError.unexpectedAnswer("A list has more than \(limit) pages.")
}
