/// What happens next in simulated time: a heap by time, and by the order of entry where times are equal, so that a run is
/// the same each time.
struct EventQueue<Event> {
  private struct Entry {
    var time: Int
    var number: Int
    var event: Event
  }

  private var heap: [Entry] = []
  private var nextNumber = 0

  /// Times are nanoseconds.
  mutating func add(_ event: Event, at time: Int) {
    heap.append(Entry(time: time, number: nextNumber, event: event))
    nextNumber += 1
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> (time: Int, event: Event)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return (first.time, first.event)
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) { least = child }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
  }
}
