/// Why a provider gave no data. Only what is ``Code/unknown`` says something about what was asked for; the rest says
/// something about the provider, and another provider may do better.
package struct ProviderError: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The provider knows no such thing.
    package static let unknown = Code("unknown")
    /// Too many calls, by what the provider says or by the limit that we keep.
    package static let throttled = Code("throttled")
    /// The provider did not accept our key, or our plan does not include what was asked for.
    package static let refused = Code("refused")
    /// The provider is broken, or answered something that cannot be understood.
    package static let unavailable = Code("unavailable")
    /// No connection to the provider.
    package static let unreachable = Code("unreachable")
    /// The provider took too long.
    package static let timedOut = Code("timedOut")
  }

  package var code: Code

  /// A sentence for the caller in our own words: what a provider sends may hold our key, so it is never repeated.
  package var detail: String?

  /// The nearest name that the provider knows.
  package var suggestion: String?

  /// How long to leave the provider alone; nil where it did not say.
  package var retryAfter: Duration?

  package var cause: (any Error)?

  /// Its name as in the setting `PROVIDER`; nil until it is known who failed.
  package var provider: String?

  private init(
    _ code: Code, _ detail: String? = nil, suggestion: String? = nil, retryAfter: Duration? = nil,
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.detail = detail
    self.suggestion = suggestion
    self.retryAfter = retryAfter
    self.cause = cause
  }

  package static func unknown(_ detail: String, suggestion: String? = nil) -> ProviderError {
    ProviderError(.unknown, detail, suggestion: suggestion)
  }

  /// - Parameter retryAfter: Nil where the provider does not say.
  package static func throttled(retryAfter: Duration?, _ detail: String? = nil) -> ProviderError {
    ProviderError(.throttled, detail, retryAfter: retryAfter)
  }

  /// - Parameter detail: Names the setting that holds the key, never the key.
  package static func refused(_ detail: String, cause: (any Error)? = nil) -> ProviderError {
    ProviderError(.refused, detail, cause: cause)
  }

  package static func unavailable(_ detail: String? = nil, cause: (any Error)? = nil) -> ProviderError {
    ProviderError(.unavailable, detail, cause: cause)
  }

  package static func unreachable(cause: (any Error)?) -> ProviderError {
    ProviderError(.unreachable, cause: cause)
  }

  package static func timedOut() -> ProviderError {
    ProviderError(.timedOut)
  }

  /// Whether asking another provider makes sense.
  package var isAboutProvider: Bool { code != .unknown }

  package var description: String {
    let cause = cause.map { " (\($0))" } ?? ""
    return "\(code): \(explanation)\(cause)"
  }

  /// ``detail``, or the usual sentence for the code.
  package var explanation: String {
    if let detail { return detail }
    let who = provider.map { "The provider \($0)" } ?? "The provider of the data"
    return switch code {
    case .unknown: "\(who) knows no such thing."
    case .throttled: "\(who) has had too many calls."
    case .refused: "\(who) refused the call."
    case .unreachable: "\(who) could not be reached."
    case .timedOut: "\(who) took too long to answer."
    default: "\(who) gave no usable answer."
    }
  }
}
