import Chassis
import Upstream

/// What the status of a reply alone says; for bodies that say nothing.
enum Refusal {
  /// Nil below 400. `key` is what the provider knows us by, in words, as "the key in FINNHUB_API_KEY"; nil where that is
  /// our address.
  static func error(for reply: UpstreamReply, of provider: String, key: String? = nil) -> ProviderError? {
    switch reply.status {
    case ..<400: nil
    case 401, 403:
      .refused(key.map { "\(provider) does not accept \($0)." } ?? "\(provider) refuses calls from this address.")
    case 429: .throttled(retryAfter: reply.retryAfter)
    default: .unavailable("\(provider) answered with the status \(reply.status).")
    }
  }
}
