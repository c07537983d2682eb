import CoreMetrics
import Synchronization

/// What is known of the registration: for `/info`, for `/metrics`, and for the end, which must undo it.
final class RegistrationStatus: Sendable {
  private struct State {
    var plan: RegistrationPlan?
    var isRegistered = false
    var lastError: String?
  }

  private let name: String
  private let state = Mutex(State())
  private let gauge: Gauge
  private let failures: Counter

  init(name: String, factory: any MetricsFactory) {
    self.name = name
    gauge = Gauge(label: "service.registered", factory: factory)
    failures = Counter(label: "service.registration.failures", factory: factory)
    gauge.record(0)
    failures.increment(by: 0)
  }

  /// Nil until it is known where the service is.
  var plan: RegistrationPlan? {
    get { state.withLock(\.plan) }
    set { state.withLock { $0.plan = newValue } }
  }

  /// - Parameter lastError: Of the last try; nil where that went well.
  func tried(isRegistered: Bool, lastError: String?) {
    state.withLock {
      $0.isRegistered = isRegistered
      $0.lastError = lastError
    }
    gauge.record(isRegistered ? 1 : 0)
    if lastError != nil { failures.increment() }
  }

  var document: JSONValue {
    let state = state.withLock(\.self)
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return .object([
      "state": .string(state.isRegistered ? "registered" : "unregistered"),
      "name": .string(name),
      "id": text(state.plan?.id),
      "address": text(state.plan?.place.address),
      "port": state.plan.map { .integer($0.place.port) } ?? .null,
      "lastError": text(state.lastError),
    ])
  }
}
