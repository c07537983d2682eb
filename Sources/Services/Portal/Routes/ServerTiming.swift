import HTTPClient

/// The value of `Server-Timing` (W3C Server Timing), which browsers show beside the request.
enum ServerTiming {
  /// Milliseconds of looking the name up, of connecting, and of the backend's work and its answer's way.
  static func value(_ timings: ClientTimings) -> String {
    var text = ""
    text.reserveCapacity(80)
    text += "lookup;dur="
    append(timings.lookup, to: &text)
    text += ", connect;dur="
    append(timings.connect, to: &text)
    text += ", backend;dur="
    append(max(.zero, timings.total - timings.lookup - timings.connect), to: &text)
    return text
  }

  /// Milliseconds with microseconds as the fraction, as far as there are any: by hand, since formatting a Double costs
  /// more than the rest of the answer's head.
  private static func append(_ duration: Duration, to text: inout String) {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    var (whole, fraction) = microseconds.quotientAndRemainder(dividingBy: 1000)
    var digits = 3
    while digits > 1, fraction % 10 == 0 {
      fraction /= 10
      digits -= 1
    }
    text += String(whole)
    text += "."
    let fractionText = String(fraction)
    for _ in fractionText.utf8.count..<digits { text += "0" }
    text += fractionText
  }
}
