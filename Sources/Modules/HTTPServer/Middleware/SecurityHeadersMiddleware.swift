import HTTPTypes
package import Logging

/// Adds the fields that keep a browser from doing more with an answer than was meant. What a handler set stays.
package struct SecurityHeadersMiddleware: Middleware {
  /// For answers that are data: no browser has to load or frame anything because of them.
  package static let dataPolicy = "default-src 'none'; frame-ancestors 'none'"

  private let defaults: [HTTPField]
  private let failures: FailureReport

  /// `noStore` adds `Cache-Control: no-store` to answers that say nothing of caching.
  package init(
    contentSecurityPolicy: String = dataPolicy, noStore: Bool = false,
    logger: Logger = Logger(label: "http.request")
  ) {
    var defaults: [(HTTPField.Name, String)] = [
      (.contentSecurityPolicy, contentSecurityPolicy),
      (.crossOriginOpenerPolicy, "same-origin"),
      (.crossOriginResourcePolicy, "same-origin"),
      (.permissionsPolicy, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
      (.referrerPolicy, "no-referrer"),
      (.xContentTypeOptions, "nosniff"),
      (.xFrameOptions, "DENY"),
    ]
    if noStore { defaults.append((.cacheControl, "no-store")) }
    self.defaults = defaults.map { HTTPField(name: $0, value: $1) }
    self.failures = FailureReport(logger: logger)
  }

  package func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    var response = try await failures.answer(to: request, by: next)
    for field in defaults where !response.fields.contains(field.name) {
      response.fields.append(field)
    }
    return response
  }
}
