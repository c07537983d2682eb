import Synchronization

/// Where the service is in its life, read by `/health` and `/ready` at each call.
package final class ServiceState: Sendable {
  package enum Phase: Sendable {
    case starting
    case serving
    case draining
  }

  private let current = Mutex(Phase.starting)

  package init() {}

  package var phase: Phase {
    current.withLock { $0 }
  }

  /// Draining is final: a start that ends late does not undo a stop.
  package func enter(_ phase: Phase) {
    current.withLock { if $0 != .draining { $0 = phase } }
  }
}
