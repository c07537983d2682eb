package import CoreMetrics
package import HTTPServer
import HTTPTypes
import NIOCore
import Synchronization

/// `http_server_request_duration_seconds`, by method, route pattern and status, with the names of OpenTelemetry's
/// semantic conventions.
///
/// The labels are few whatever clients send: the pattern of a route and never a path, and a method that the server
/// knows. What matched no route has an empty one; what could not be read has the method `_OTHER`.
package final class RequestMetrics: ExchangeObserver {
  private struct Labels: Hashable {
    var method: HTTPRequest.Method?
    var route: String?
    var status: Int
  }

  private let factory: any MetricsFactory
  private let durations = Mutex<[Labels: Timer]>([:])

  package init(factory: any MetricsFactory) {
    self.factory = factory
  }

  package func completed(_ exchange: Exchange) {
    let labels = Labels(method: exchange.method, route: exchange.route, status: exchange.status.code)
    let duration = durations.withLock { durations in
      if let known = durations[labels] { return known }
      let new = Timer(
        label: "http.server.request.duration",
        dimensions: [
          ("http_request_method", labels.method?.rawValue ?? "_OTHER"), ("http_route", labels.route ?? ""),
          ("http_response_status_code", String(labels.status)),
        ], factory: factory)
      durations[labels] = new
      return new
    }
    duration.recordNanoseconds(exchange.duration.nanoseconds)
  }
}

/// Tells several observers.
package struct Observers: ExchangeObserver {
  private let observers: [any ExchangeObserver]

  package init(_ observers: any ExchangeObserver...) {
    self.observers = observers
  }

  package func completed(_ exchange: Exchange) {
    for observer in observers { observer.completed(exchange) }
  }
}
