import ServiceClient

/// The value of `Server-Timing` (W3C Server Timing), which browsers show beside the request.
enum ServerTiming {
  /// Milliseconds of looking the service up, of connecting, and of the backend's work and its answer's way, over all
  /// attempts; and how many of those there were, where one was not enough.
  static func value(_ timings: CallTimings, attempts: Int = 1) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(96)
    append("lookup;dur=", timings.lookup, to: &text)
    append(", connect;dur=", timings.connect, to: &text)
    append(", backend;dur=", timings.backend, to: &text)
    if attempts > 1 { text.append(contentsOf: ", attempts;desc=\"\(attempts)\"".utf8) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Milliseconds with microseconds as the fraction, as far as there are any. By hand, because formatting a Double costs
  /// more than the rest of an answer's head.
  private static func append(_ name: StaticString, _ duration: Duration, to text: inout [UInt8]) {
    text.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    let (seconds, attoseconds) = max(.zero, duration).components
    let (whole, fraction) = (seconds * 1_000_000 + attoseconds / 1_000_000_000_000).quotientAndRemainder(
      dividingBy: 1000)
    text.append(contentsOf: String(whole).utf8)
    text.append(UInt8(ascii: "."))
    var rest = fraction
    repeat {
      text.append(UInt8(ascii: "0") + UInt8(rest / 100))
      rest = rest % 100 * 10
    } while rest > 0
  }
}
