import Chassis

/// Chooses which instance gets the next attempt.
protocol EndpointPicker: Sendable {
  /// None of `tried`; nil where no other is left.
  func pick(excluding tried: [HostPort]) -> HostPort?
}
