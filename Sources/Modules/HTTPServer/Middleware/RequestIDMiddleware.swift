import HTTPTypes
package import Logging

/// Gives every request an id, which names it in logs and in the answer's `X-Request-Id`, refusals included.
///
/// A caller's own id is kept where it is one that can do no harm in a log or a field: so one id follows a call through
/// several services.
package struct RequestIDMiddleware: Middleware {
  package static let longestID = 64

  private static let allowed = ByteSet("._~:+/=-", letters: true, digits: true)

  private let ids: RequestIDSource
  private let failures: FailureReport

  package init(logger: Logger = Logger(label: "http.request"), ids: RequestIDSource = RequestIDSource()) {
    self.ids = ids
    self.failures = FailureReport(logger: logger)
  }

  package func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    var request = request
    request.id = Self.accepted(request.fields) ?? ids.next()
    var response = try await failures.answer(to: request, by: next)
    response.fields[.xRequestID] = request.id
    return response
  }

  /// The caller's id, where there is exactly one and it is safe.
  private static func accepted(_ fields: RequestFields) -> String? {
    fields.contains(.xRequestID) ? accepted(fields.values(.xRequestID)) : nil
  }

  static func accepted(_ values: [String]) -> String? {
    guard values.count == 1, let id = values.first, (1...longestID).contains(id.utf8.count),
      id.utf8.allSatisfy(allowed.contains)
    else { return nil }
    return id
  }
}
