import FoundationEssentials

extension Date {
  /// From here to when the seconds since 1970 are next divisible by `step`: the next minute, the next midnight in UTC.
  /// Whole seconds, at least one.
  func time(untilNextMultipleOf step: Double) -> Duration {
    let past = timeIntervalSince1970.truncatingRemainder(dividingBy: step)
    return .seconds(max(1, (step - (past < 0 ? past + step : past)).rounded(.up)))
  }
}
