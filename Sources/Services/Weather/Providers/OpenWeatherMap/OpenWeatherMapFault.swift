import Chassis
import Upstream

/// What OpenWeatherMap says where it does not answer: `{"cod": 401, "message": "…"}`, in which the code is a number or a
/// text.
enum OpenWeatherMapFault {
  private struct Envelope: Decodable {
    var cod: LooseNumber?
    var message: String?
  }

  /// Nil where the reply is an answer.
  ///
  /// - Parameter setting: The name of the setting that holds the key.
  static func error(in reply: UpstreamReply, keyIn setting: String) -> ProviderError? {
    let envelope = try? reply.json(Envelope.self)
    let told = Plausible.count(envelope?.cod?.value).flatMap { $0 >= 400 ? $0 : nil }
    let code = told ?? reply.status
    switch (code, envelope?.message?.lowercased() ?? "") {
    case (200, _): return nil
    case (401, _), (403, _):
      // A new key is not active for up to two hours, and is refused alike until then.
      return .refused(
        "OpenWeatherMap did not accept the key in \(setting): it is wrong, or so new that it is not active yet.")
    // Any other 404 is a path that it does not have, or some trouble of its own.
    case (404, let message) where message.contains("not found"),
      (400, let message) where message.contains("nothing to geocode"):
      return .unknown("OpenWeatherMap has no weather for this place.")
    case (429, _):
      return .throttled(retryAfter: reply.retryAfter, "OpenWeatherMap has had all the calls that its plan allows.")
    default: return .unavailable("OpenWeatherMap answered with an error, code \(code).")
    }
  }
}
