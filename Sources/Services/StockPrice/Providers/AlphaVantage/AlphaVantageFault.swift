import Chassis
import FoundationEssentials

/// The errors of Alpha Vantage, which are known by their member and their words alone. One of them repeats our key, so
/// nothing of the text goes any further.
struct AlphaVantageFault: Decodable {
  private var message: String?
  private var information: String?
  private var note: String?

  private enum CodingKeys: String, CodingKey {
    case message = "Error Message"
    case information = "Information"
    case note = "Note"
  }

  /// Nil where the reply has none of the members.
  func error(_ now: Date) -> ProviderError? {
    guard let text = (message ?? information ?? note)?.lowercased() else { return nil }
    let (name, key) = (AlphaVantageReply.name, AlphaVantageReply.key)
    // The texts about the second and the minute also name the limit of the day, so the shorter time is looked for first.
    if text.contains("per second") || text.contains("spreading out") { return .throttled(retryAfter: .seconds(2)) }
    if text.contains("per minute") { return .throttled(retryAfter: .seconds(60)) }
    if text.contains("per day") { return .throttled(retryAfter: Self.restOfDay(now)) }
    if text.contains("apikey is invalid") || text.contains("demo") {
      return .refused("\(name) does not accept \(key).")
    }
    if text.contains("premium endpoint") { return .refused("The \(name) plan of \(key) does not cover this call.") }
    return .unavailable("\(name) answered with an error.")
  }

  /// Until midnight UTC, but at most six hours: the provider does not say at which hour its day begins, and a call too
  /// early costs nothing.
  private static func restOfDay(_ now: Date) -> Duration {
    min(.seconds(6 * 3600), now.time(untilNextMultipleOf: CalendarDay.seconds))
  }
}
