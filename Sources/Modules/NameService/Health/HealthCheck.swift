/// How it is found out whether an instance is well.
package struct HealthCheck: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// `GET` of this path at the instance's address and port: 200 to 299 is well.
    case http(path: String)
    /// A connection to the instance's address and port.
    case tcp
  }

  package var kind: Kind
  package var interval: Duration
  package var timeout: Duration
  /// Good results in a row that make an instance pass again.
  package var successes: Int
  /// Bad results in a row that make it fail.
  package var failures: Int

  package init(
    _ kind: Kind, interval: Duration = .seconds(10), timeout: Duration = .seconds(2), successes: Int = 1,
    failures: Int = 1
  ) {
    self.kind = kind
    self.interval = interval
    self.timeout = timeout
    self.successes = successes
    self.failures = failures
  }
}
