import HTTPTypes
package import Logging

/// Gives every request an id, which names it in logs and in the answer's `X-Request-Id`, refusals included.
///
/// A caller's own id is kept where it is one that can do no harm in a log or a field: so one id follows a call through
/// several services.
package struct RequestIDMiddleware: Middleware {
  package static let longestID = 64

  private static let allowed = ByteSet("._~:+/=-", letters: true, digits: true)

  private let random: @Sendable () -> UInt64
  private let failures: FailureReport

  /// `random` gives 64 random bits at each call; an id takes two.
  package init(
    logger: Logger = Logger(label: "http.request"),
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) {
    self.random = random
    self.failures = FailureReport(logger: logger)
  }

  package func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    var request = request
    request.id = Self.accepted(request.fields.values(.xRequestID)) ?? makeID()
    var response = try await failures.answer(to: request, by: next)
    response.fields[.xRequestID] = request.id
    return response
  }

  /// The caller's id, where there is exactly one and it is safe.
  static func accepted(_ values: [String]) -> String? {
    guard values.count == 1, let id = values.first, (1...longestID).contains(id.utf8.count),
      id.utf8.allSatisfy(allowed.contains)
    else { return nil }
    return id
  }

  /// 32 hexadecimal digits.
  private func makeID() -> String {
    let digits: StaticString = "0123456789abcdef"
    var bits = UInt128(random()) << 64 | UInt128(random())
    return String(unsafeUninitializedCapacity: 32) { octets in
      for index in (0..<32).reversed() {
        octets[index] = digits.utf8Start[Int(bits & 0xF)]
        bits >>= 4
      }
      return 32
    }
  }
}
