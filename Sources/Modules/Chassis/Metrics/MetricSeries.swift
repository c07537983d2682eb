import CoreMetrics
import Synchronization

/// One metric with one set of labels.
protocol MetricSeries: AnyObject, Sendable {
  /// What `# TYPE` says of it.
  static var type: StaticString { get }

  /// Its samples in Prometheus' text format. `labels` is `name="value"` pairs between commas, or empty.
  func write(name: String, labels: String, into text: inout String)
}

/// A count that only grows.
final class CounterSeries: MetricSeries, CounterHandler {
  static let type: StaticString = "counter"
  private let count = Atomic<Int64>(0)

  func increment(by amount: Int64) {
    count.wrappingAdd(amount, ordering: .relaxed)
  }

  func reset() {
    count.store(0, ordering: .relaxed)
  }

  func write(name: String, labels: String, into text: inout String) {
    text.appendSample(name, labels, "\(count.load(ordering: .relaxed))")
  }
}

/// A value that goes up and down.
final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
  static let type: StaticString = "gauge"
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func write(name: String, labels: String, into text: inout String) {
    text.appendSample(name, labels, "\(value.withLock { $0 })")
  }
}

/// How values are spread: a count for each bucket, their number and their sum. Durations are in seconds.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
  static let type: StaticString = "histogram"

  /// Upper bounds in seconds: those that OpenTelemetry advises for HTTP, and finer ones below, since an answer from the
  /// memory of a service takes less than a millisecond.
  static let durationBounds = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
  ]
  /// Upper bounds of what is counted in units of its own.
  static let valueBounds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 100_000, 1_000_000]

  private struct State {
    /// By the first bound that is not below the value; one more for what is above all.
    var counts: [UInt64]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.counts[bucket] += 1
      $0.sum += value
    }
  }

  func write(name: String, labels: String, into text: inout String) {
    let state = state.withLock { $0 }
    let prefix = labels.isEmpty ? "" : labels + ","
    var total: UInt64 = 0
    for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], state.counts) {
      total += count
      text.appendSample(name + "_bucket", "\(prefix)le=\"\(bound)\"", "\(total)")
    }
    text.appendSample(name + "_sum", labels, "\(state.sum)")
    text.appendSample(name + "_count", labels, "\(total)")
  }
}

extension String {
  mutating func appendSample(_ name: String, _ labels: String, _ value: String) {
    self += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }
}
