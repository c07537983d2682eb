import Synchronization

/// What the parts of a call cost that are done for each request, without the request: nanoseconds and allocations. Prints
/// a Markdown table. Allocations are counted where the program is started with the counter of `Benchmarks/Sources/MallocCounter`.
@main
struct MicroBenchmarks {
  static func main() async throws {
    print("| operation | ns | at most | allocations | at most |")
    print("|---|---:|---:|---:|---:|")
    let only = CommandLine.arguments.dropFirst().first
    let all = try await [clock, lock] + Picks.all + [Lookups.cached()] + Codec.all()
    for measurement in all where only.map(measurement.name.contains) ?? true {
      let (nanoseconds, allocations) = measurement.run()
      let target = measurement.target
      let cells = [
        measurement.name, oneDecimal(nanoseconds), target.map { String($0.nanoseconds) } ?? "",
        allocations.map(oneDecimal) ?? "not counted", target?.allocations.map(String.init) ?? "",
      ]
      print("| \(cells.joined(separator: " | ")) |")
    }
  }

  /// What the machine can do, to compare the others with.
  private static var clock: Measurement {
    Measurement(name: "to compare: what time is it") { count in
      for _ in 0..<count { blackHole(ContinuousClock.now) }
    }
  }

  private static var lock: Measurement {
    let number = Number()
    return Measurement(name: "to compare: lock and unlock, twice") { count in
      for _ in 0..<2 * count { number.value.withLock { $0 &+= 1 } }
    }
  }

  private final class Number: Sendable {
    let value = Mutex(0)
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// Takes a value that a compiler would otherwise see no need to make.
@inline(never)
func blackHole<Value>(_ value: Value) {}
