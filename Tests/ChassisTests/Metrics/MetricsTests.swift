import CoreMetrics
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@testable import Chassis

@Suite struct MetricsRegistryTests {
  private let registry = MetricsRegistry()

  @Test func A_counter_ends_with_total_and_one_of_the_same_labels_is_the_same() {
    Counter(label: "calls", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
    Counter(label: "calls", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment(by: 2)
    #expect(registry.text == "# TYPE calls_total counter\ncalls_total{a=\"1\",b=\"2\"} 3\n")
  }

  @Test func A_gauge_is_what_it_was_set_to_last() {
    let gauge = Gauge(label: "in.flight", factory: registry)
    gauge.record(3)
    gauge.record(1.5)
    #expect(registry.text == "# TYPE in_flight gauge\nin_flight 1.5\n")
  }

  @Test func A_timer_is_a_histogram_of_seconds_whose_buckets_add_up() {
    let timer = Timer(label: "duration", factory: registry)
    for milliseconds in [0, 1, 3, 20_000] as [Int64] { timer.recordNanoseconds(milliseconds * 1_000_000) }
    let lines = registry.text.split(separator: "\n")
    #expect(lines.first == "# TYPE duration_seconds histogram")
    #expect(lines.contains("duration_seconds_bucket{le=\"0.0005\"} 1"))
    #expect(lines.contains("duration_seconds_bucket{le=\"0.001\"} 2"))
    #expect(lines.contains("duration_seconds_bucket{le=\"0.005\"} 3"))
    #expect(lines.contains("duration_seconds_bucket{le=\"10.0\"} 3"))
    #expect(
      lines.suffix(3) == [
        "duration_seconds_bucket{le=\"+Inf\"} 4", "duration_seconds_sum 20.004", "duration_seconds_count 4",
      ])
  }

  @Test func Names_and_values_are_made_fit_for_the_format() {
    #expect(PrometheusText.name("http.server-calls/s") == "http_server_calls_s")
    #expect(PrometheusText.name("1st") == "_1st")
    #expect(PrometheusText.name("") == "_")
    #expect(PrometheusText.name("bytes_total", suffix: "_total") == "bytes_total")
    #expect(PrometheusText.labels([("b", "x"), ("a.b", "\"\\\n")]) == #"a_b="\"\\\n",b="x""#)
  }

  @Test func A_name_that_is_in_use_for_another_type_harms_nobody() {
    Counter(label: "a_total", factory: registry).increment()
    Gauge(label: "a_total", factory: registry).record(5)
    #expect(registry.text == "# TYPE a_total counter\na_total 1\n")
  }
}

@Suite struct RequestMetricsTests {
  @Test func Requests_are_told_apart_by_method_route_and_status_and_never_by_path() {
    let registry = MetricsRegistry()
    let metrics = RequestMetrics(factory: registry)
    func complete(_ method: HTTPRequest.Method?, _ path: String?, _ route: String?, _ status: HTTPResponse.Status) {
      metrics.completed(
        Exchange(
          method: method, path: path, route: route, status: status, responseFields: [:], bytesSent: 1,
          duration: .milliseconds(2), peer: nil, aborted: false))
    }
    for symbol in ["A", "B", "C"] { complete(.get, "/stock/\(symbol)", "/stock/{symbol}", .ok) }
    complete(.get, "/nothing", nil, .notFound)
    complete(nil, nil, nil, .badRequest)
    let counts = registry.text.split(separator: "\n").filter { $0.contains("_count") }
    #expect(
      counts == [
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="200",http_route="/stock/{symbol}"} 3"#,
        #"http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404",http_route=""} 1"#,
        #"http_server_request_duration_seconds_count{http_request_method="_OTHER",http_response_status_code="400",http_route=""} 1"#,
      ])
  }
}

@Suite struct ProcessMetricsTests {
  @Test func The_fields_of_a_process_are_read_behind_its_name() {
    let line =
      "42 (a b) c)) S 1 42 42 0 -1 4194560 1 2 3 4 700 30 6 7 20 0 9 0 5000 123456 789 18446744073709551615 1 1"
    let statistics = ProcessMetrics.Statistics(line)
    #expect(statistics?.cpuTicks == 730)
    #expect(statistics?.threads == 9)
    #expect(statistics?.startTicks == 5000)
    #expect(statistics?.residentPages == 789)
    #expect(ProcessMetrics.Statistics("") == nil)
    #expect(ProcessMetrics.Statistics("1 (a) S 1") == nil)
  }

  @Test func This_process_has_threads_and_memory() {
    let text = ProcessMetrics.text()
    for name in ["process_cpu_seconds_total", "process_open_fds", "process_resident_memory_bytes", "process_threads"] {
      #expect(text.contains("\n\(name) ") || text.contains("\(name) "))
    }
  }
}
