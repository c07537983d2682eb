import CoreMetrics
import Synchronization

/// Keeps counts and sums in memory, the least that a metrics backend does.
struct MemoryMetrics: MetricsFactory {
  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { Cell() }
  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { Cell() }
  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler { Cell() }
  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { Histogram() }
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
}

final class Cell: CounterHandler, MeterHandler, RecorderHandler {
  private let value = Atomic<Int64>(0)

  func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
  func increment(by amount: Double) { value.add(Int64(amount), ordering: .relaxed) }
  func decrement(by amount: Double) { value.subtract(Int64(amount), ordering: .relaxed) }
  func set(_ value: Int64) { self.value.store(value, ordering: .relaxed) }
  func set(_ value: Double) { set(Int64(value)) }
  func record(_ value: Int64) { set(value) }
  func record(_ value: Double) { set(value) }
  func reset() { set(0 as Int64) }
}

/// A duration is counted in one of a few buckets, as a Prometheus histogram does.
final class Histogram: TimerHandler {
  private static let bounds: [Int64] = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000]
  private let state = Mutex((counts: [Int](repeating: 0, count: bounds.count + 1), sum: Int64(0)))

  func recordNanoseconds(_ duration: Int64) {
    let milliseconds = duration / 1_000_000
    let bucket = Self.bounds.firstIndex { milliseconds <= $0 } ?? Self.bounds.count
    state.withLock {
      $0.counts[bucket] += 1
      $0.sum += duration
    }
  }
}
