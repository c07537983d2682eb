import CoreMetrics
import Synchronization

/// What is known of the registrator's two neighbours, for `/ready` and `/metrics`.
final class RegistratorStatus: Sendable {
  private struct State {
    var engineFault: String? = "not asked yet"
    var consulFault: String? = "not asked yet"
  }

  private let state = Mutex(State())
  private let services: Gauge
  private let registrations: Counter
  private let deregistrations: Counter
  private let failures: Counter

  init(factory: any MetricsFactory = MetricsSystem.factory) {
    services = Gauge(label: "registrator.services", factory: factory)
    registrations = Counter(label: "registrator.registrations", factory: factory)
    deregistrations = Counter(label: "registrator.deregistrations", factory: factory)
    failures = Counter(label: "registrator.failures", factory: factory)
    services.record(0)
    for counter in [registrations, deregistrations, failures] { counter.increment(by: 0) }
  }

  /// Nil where the neighbour is well.
  var engineFault: String? { state.withLock(\.engineFault) }
  var consulFault: String? { state.withLock(\.consulFault) }

  func engine(fault: String?) { state.withLock { $0.engineFault = fault } }
  func consul(fault: String?) { state.withLock { $0.consulFault = fault } }

  func counted(services count: Int) { services.record(count) }

  func counted(_ note: ReconcilerNote) {
    switch note {
    case .registered: registrations.increment()
    case .deregistered: deregistrations.increment()
    case .consulAnswers: break
    case .fault, .conflict, .refused, .consulFails, .engineFails: failures.increment()
    }
  }
}
