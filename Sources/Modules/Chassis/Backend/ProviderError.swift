/// Why a provider gave no data. Only ``unknown(_:suggestion:)`` says something about what was asked for; the others say
/// something about the provider, and another provider may do better.
package enum ProviderError: Error, Sendable {
  /// The provider knows no such thing. `detail` is a sentence for the caller; `suggestion` the nearest name it knows.
  case unknown(_ detail: String, suggestion: String? = nil)

  /// Too many calls; `retryAfter` is how long to leave the provider alone.
  case throttled(retryAfter: Duration)

  /// The provider did not accept our key or plan.
  case refused(cause: any Error)

  /// The provider is down, or answered something that cannot be understood.
  case unavailable(cause: any Error)

  /// The provider took too long.
  case timedOut

  /// Whether asking another provider makes sense.
  package var isAboutProvider: Bool {
    if case .unknown = self { return false }
    return true
  }
}
