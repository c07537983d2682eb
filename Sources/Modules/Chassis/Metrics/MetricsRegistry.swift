package import CoreMetrics
import Synchronization

/// The metrics of a process, for `/metrics`: what swift-metrics' counters, gauges and timers write to.
///
/// A metric's name is its label with everything that Prometheus does not allow turned to `_`; a timer's ends with
/// `_seconds`, a counter's with `_total`. Two of the same name and labels are one.
package final class MetricsRegistry: MetricsFactory {
  private struct Family {
    var type: String
    /// By labels.
    var series: [String: any MetricSeries] = [:]
  }

  private let families = Mutex<[String: Family]>([:])

  package init() {}

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(PrometheusText.name(label, suffix: "_total"), dimensions) { CounterSeries() }
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(PrometheusText.name(label), dimensions) { GaugeSeries() }
  }

  package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    let name = PrometheusText.name(label)
    guard aggregate else { return series(name, dimensions) { GaugeSeries() } }
    return series(name, dimensions) { HistogramSeries(bounds: HistogramSeries.valueBounds) }
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(PrometheusText.name(label, suffix: "_seconds"), dimensions) {
      HistogramSeries(bounds: HistogramSeries.durationBounds)
    }
  }

  // A series stays for the life of the process: one that vanished would look like a restart.
  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyMeter(_ handler: any MeterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}

  /// All metrics in Prometheus' text format, version 0.0.4, in the order of their names.
  package var text: String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) \(family.type)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.write(name: name, labels: labels, into: &text)
      }
    }
    return text
  }

  /// The series of that name and labels. One whose name is in use for another type counts for itself, unseen: a mistake
  /// in a metric must not end a service.
  private func series<Series: MetricSeries>(
    _ name: String, _ dimensions: [(String, String)], make: () -> Series
  ) -> Series {
    let labels = PrometheusText.labels(dimensions)
    return families.withLock { families in
      if let known = families[name]?.series[labels] as? Series { return known }
      let new = make()
      if families[name, default: Family(type: "\(Series.type)")].type == "\(Series.type)" {
        families[name, default: Family(type: "\(Series.type)")].series[labels] = new
      }
      return new
    }
  }
}
