import HTTPServer
package import HTTPTypes
package import Timing

/// By when the request at work must be answered, for whatever is called while it is answered.
package enum RequestDeadline {
  /// That of the request which the current task answers; nil outside of requests.
  @TaskLocal package static var current: Deadline?

  /// How many milliseconds the caller waits from now on, as the field that Envoy and App Mesh send with it says.
  ///
  /// Nil where there is none, or none that can be understood: a deadline is a kindness of the caller, so what is wrong
  /// with it must not fail the request.
  static func callersTimeout(_ fields: RequestFields) -> Duration? {
    guard fields.contains(.expectedTimeout) else { return nil }
    let values = fields.values(.expectedTimeout)
    guard values.count == 1, let milliseconds = parse(values[0]) else { return nil }
    return .milliseconds(milliseconds)
  }

  /// 1*DIGIT, and at most 8 of them, which is a day: more is no deadline.
  private static func parse(_ text: String) -> Int64? {
    guard (1...8).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }
}

extension HTTPField.Name {
  /// Carries the milliseconds that a caller still waits, so that nobody works on what nobody waits for. Relative, since
  /// the clocks of two machines differ.
  package static let expectedTimeout = known("x-envoy-expected-rq-timeout-ms")
}
