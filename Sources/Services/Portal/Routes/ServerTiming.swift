import HTTPClient

/// The value of `Server-Timing` (W3C Server Timing), which browsers show beside the request.
enum ServerTiming {
  /// Milliseconds of looking the name up, of connecting, and of the backend's work and its answer's way.
  static func value(_ timings: ClientTimings) -> String {
    let backend = max(.zero, timings.total - timings.lookup - timings.connect)
    return [("lookup", timings.lookup), ("connect", timings.connect), ("backend", backend)]
      .map { "\($0);dur=\(milliseconds($1))" }
      .joined(separator: ", ")
  }

  /// With microseconds as the fraction, as far as there are any.
  private static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    return String(Double(microseconds) / 1000)
  }
}
