import Chassis
import Upstream

/// The `error` of an answer of a Google API.
struct GoogleFault: Decodable {
  struct Entry: Decodable {
    var reason: String?
  }

  var code: LooseNumber?
  var message: String?
  var status: String?
  var errors: [Entry]?
  var details: [Entry]?

  init() {}

  /// By what the body says, and by the status where it says nothing.
  func error(_ reply: UpstreamReply) -> ProviderError {
    let reasons = Set(((errors ?? []) + (details ?? [])).compactMap(\.reason))
    let code = Plausible.count(code?.value) ?? reply.status
    if code == 429 || !reasons.isDisjoint(with: Self.quotaReasons) {
      return .throttled(retryAfter: reply.retryAfter ?? (isForTheDay ? Self.restForTheDay : nil))
    }
    switch code {
    case 400 where isAboutKey(reasons), 401:
      return .refused("Google Books does not accept the key in GOOGLE_BOOKS_API_KEY.")
    case 403:
      return .refused(
        "Google Books refused the call: the key in GOOGLE_BOOKS_API_KEY may not be used for it, or not from here.")
    case 200:
      return .unavailable()
    default:
      return .status(code, of: "Google Books")
    }
  }

  /// Names of an exhausted quota, which older parts of the API send with 403.
  private static let quotaReasons: Set = [
    "rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED",
  ]

  /// A day of this quota ends at midnight in California. Asking each hour notices a quota that was raised meanwhile.
  private static let restForTheDay = Duration.seconds(3600)

  private var isForTheDay: Bool { message?.contains("per day") ?? false }

  private func isAboutKey(_ reasons: Set<String>) -> Bool {
    !reasons.isDisjoint(with: ["API_KEY_INVALID", "keyInvalid"]) || message?.contains("API key") ?? false
  }
}
