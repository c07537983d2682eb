/// What has become of an endpoint: one line of a log each.
package struct HealthChange: Sendable, Hashable {
  package enum Event: Sendable, Hashable {
    case ejected(EjectionReason, for: Duration, lastError: String?)
    /// Available again after having been out for this long.
    case recovered(after: Duration)
    /// It left the set while this many requests were in flight.
    case draining(inFlight: Int)
    /// It left the set and nothing is in flight any more.
    case drained
  }

  package var instance: ServiceInstance
  package var event: Event

  /// The instance may be gone: ask for a refresh before its time.
  package var suggestsRefresh: Bool {
    switch event {
    case .ejected(.connectFailure, _, _), .ejected(.probeFailed, _, _): true
    case .ejected, .recovered, .draining, .drained: false
    }
  }
}

extension HealthChange: CustomStringConvertible {
  /// `10.0.0.1:4567 ejected for 1.1 s: connection refused`
  package var description: String {
    switch event {
    case .ejected(let reason, let length, let error):
      "\(instance.endpoint) ejected for \(length.shown): \(reason)\(error.map { " (\($0))" } ?? "")"
    case .recovered(let length): "\(instance.endpoint) recovered after \(length.shown)"
    case .draining(let count): "\(instance.endpoint) draining, \(count) in flight"
    case .drained: "\(instance.endpoint) drained"
    }
  }
}

/// Why an endpoint is out of use.
package enum EjectionReason: Sendable, Hashable, CustomStringConvertible {
  /// Hard: at the first.
  case connectFailure
  /// Soft: so many failures in a row.
  case consecutiveFailures(Int)
  /// Soft: the share of successes, from 0 to 1.
  case successRate(Double)
  /// It had been ejected before, and is not well yet.
  case probeFailed

  /// Held within the share of endpoints that may be out for soft reasons.
  package var isSoft: Bool {
    switch self {
    case .consecutiveFailures, .successRate: true
    case .connectFailure, .probeFailed: false
    }
  }

  package var description: String {
    switch self {
    case .connectFailure: "no connection"
    case .consecutiveFailures(let count): "\(count) failures in a row"
    case .successRate(let rate): "success rate \(Int(rate * 100)) %"
    case .probeFailed: "probe failed"
    }
  }
}
