import Timing

/// How a provider wants to be called, and how long it may take.
package struct UpstreamPolicy: Sendable {
  /// Below the provider's published limit; nil where it has none.
  package var rate: CallRate?

  /// For one question: waiting for its turn, all attempts and the pauses between them. `PROVIDER_TIMEOUT` goes before it.
  package var timeout: Duration

  /// How long to leave the provider alone where it says that it has had too many calls, and not for how long.
  package var restAfterThrottling: Duration

  /// Nil sends ``Outside/userAgent``.
  package var userAgent: String?

  /// Of an answer, decompressed.
  package var maximumBodyBytes: Int

  package init(
    rate: CallRate? = nil, timeout: Duration = .seconds(5), restAfterThrottling: Duration = .seconds(60),
    userAgent: String? = nil, maximumBodyBytes: Int = 1 << 20
  ) {
    self.rate = rate
    self.timeout = timeout
    self.restAfterThrottling = restAfterThrottling
    self.userAgent = userAgent
    self.maximumBodyBytes = maximumBodyBytes
  }

  /// For looking up the name and connecting: less than people wait before they think that nothing happens.
  static let connectTimeout = Duration.seconds(2)
}
