import Synchronization

/// Every setting that was read, with its effective value, for `/info` and the first line of the log.
final class SettingsLedger: Sendable {
  private let values = Mutex<[String: String]>([:])

  /// `value` must be fit to be shown; nil for a setting that is not set and has no default.
  func note(_ key: String, _ value: String?) {
    values.withLock { $0[key] = Redaction.withoutUserInformation(value ?? "") }
  }

  func noteSecret(_ key: String, isSet: Bool) {
    values.withLock { $0[key] = isSet ? Redaction.hidden : "" }
  }

  /// Value by key; empty where a setting is not set.
  var effective: [String: String] {
    values.withLock { $0 }
  }
}
