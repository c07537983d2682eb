import Glibc

/// An operation, done many times in a row by one thread.
struct Measurement {
  var name: String
  /// What one may cost at most, in nanoseconds and in allocations; nil where nothing was promised.
  var target: (nanoseconds: Int, allocations: Int?)?
  var body: (_ count: Int) -> Void

  /// Few enough for a round of some milliseconds, which the scheduler often leaves alone.
  private static let count = 50_000
  private static let rounds = 100

  /// For each time that it is done. Processor time of this thread, and the fastest of the rounds: everything else on the
  /// machine only adds to it.
  func run() -> (nanoseconds: Double, allocations: Double?) {
    body(Self.count)
    var best = UInt64.max
    for _ in 0..<Self.rounds {
      let start = Self.processorTime()
      body(Self.count)
      best = min(best, Self.processorTime() - start)
    }
    let counter = AllocationCounter()
    let before = counter?.value
    body(Self.count)
    let allocations = counter.flatMap { counter in before.map { counter.value - $0 } }
    return (Double(best) / Double(Self.count), allocations.map { Double($0) / Double(Self.count) })
  }

  /// In nanoseconds.
  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
