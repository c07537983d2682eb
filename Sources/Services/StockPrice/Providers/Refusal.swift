import Chassis
import Upstream

/// What the status of a reply alone says; for bodies that say nothing.
enum Refusal {
  /// Nil below 400. `key` is what refuses or accepts us, in words, as "the key in FINNHUB_API_KEY".
  static func error(for reply: UpstreamReply, of provider: String, key: String) -> ProviderError? {
    switch reply.status {
    case ..<400: nil
    case 401: .refused("\(provider) does not accept \(key).")
    case 403: .refused("\(provider) does not allow this call with \(key).")
    case 429: .throttled(retryAfter: reply.retryAfter)
    default: .unavailable("\(provider) answered with the status \(reply.status).")
    }
  }
}
