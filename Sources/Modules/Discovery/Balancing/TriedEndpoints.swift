/// The endpoints that a request has been sent to. The first four are held inline, which is more than a request has attempts.
package struct TriedEndpoints: Sendable {
  private var first: InlineArray<4, Endpoint?> = .init(repeating: nil)
  private var others: [Endpoint] = []
  package private(set) var count = 0

  package init() {}

  package var isEmpty: Bool { count == 0 }

  package mutating func insert(_ endpoint: Endpoint) {
    guard !contains(endpoint) else { return }
    if count < first.count {
      first[count] = endpoint
    } else {
      others.append(endpoint)
    }
    count += 1
  }

  package func contains(_ endpoint: Endpoint) -> Bool {
    for place in 0..<min(count, first.count) where first[place] == endpoint { return true }
    return others.contains(endpoint)
  }
}
