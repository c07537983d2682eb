/// What the checks of one instance have shown so far.
package struct HealthRecord: Sendable, Equatable {
  package private(set) var isPassing: Bool

  /// Results in a row that speak against ``isPassing``.
  private var against = 0

  /// As in Consul, an instance with a check fails until its first good one.
  package init(isPassing: Bool) {
    self.isPassing = isPassing
  }

  package mutating func count(_ isGood: Bool, by check: HealthCheck) {
    guard isGood != isPassing else {
      against = 0
      return
    }
    against += 1
    guard against >= (isGood ? check.successes : check.failures) else { return }
    isPassing = isGood
    against = 0
  }
}
