import Chassis
import FoundationEssentials
import Upstream

/// What Open-Meteo says where it does not answer: `{"error": true, "reason": "…"}`, by either of its hosts.
enum OpenMeteoFault {
  private struct Envelope: Decodable {
    var error: Bool?
    var reason: String?
  }

  /// Nil where the reply is an answer.
  static func error(in reply: UpstreamReply) -> ProviderError? {
    let envelope = try? reply.json(Envelope.self)
    guard reply.status != 200 || envelope?.error == true else { return nil }
    let reason = envelope?.reason?.lowercased() ?? ""
    switch reply.status {
    case _ where reason.contains("limit exceeded") || reason.contains("too many concurrent"): fallthrough
    case 429: return throttled(reason, reply)
    case _ where reason.contains("api key"): fallthrough
    case 401, 403: return .refused("Open-Meteo did not accept the call: check OPEN_METEO_API_KEY.")
    case _ where reason.contains("no data is available"):
      return .unknown("Open-Meteo has no weather for this place.")
    default:
      return .unavailable("Open-Meteo answered with an error, status \(reply.status).")
    }
  }

  /// There is no `Retry-After`: the text says how long. Days are those of UTC.
  private static func throttled(_ reason: String, _ reply: UpstreamReply) -> ProviderError {
    let (limit, wait): (String, Duration?) =
      if reason.contains("minute") {
        (" for a minute", .seconds(60))
      } else if reason.contains("hour") {
        (" for an hour", untilNext(3600, reply.receivedAt))
      } else if reason.contains("daily") || reason.contains("tomorrow") {
        (" for a day", untilNext(CalendarDay.seconds, reply.receivedAt))
      } else if reason.contains("concurrent") {
        (" at once", .seconds(1))
      } else {
        ("", nil)
      }
    return .throttled(retryAfter: reply.retryAfter ?? wait, "Open-Meteo has had all the calls that it allows\(limit).")
  }

  /// Until the next whole `seconds` of UTC; rounded up, for a moment too early is too early.
  private static func untilNext(_ seconds: Double, _ now: Date) -> Duration {
    let past = now.timeIntervalSince1970.truncatingRemainder(dividingBy: seconds)
    return .seconds((seconds - past).rounded(.up))
  }
}
