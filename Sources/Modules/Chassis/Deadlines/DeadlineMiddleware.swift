import HTTPServer
import HTTPTypes
import Timing

/// Gives each request the time that its caller still waits, and no more than the service's own limit: then the handler
/// is cancelled, and the answer is 504.
///
/// Without it a slow service works on for callers who have given up, which is how an overload keeps itself going. A
/// handler that does not heed its cancellation is waited for all the same. The body of a streamed answer takes its time.
struct DeadlineMiddleware: Middleware {
  private let limit: Duration
  private let exempt: Set<String>
  private let time: TimeSource
  let watch: DeadlineWatch

  /// - Parameter exempt: Paths of routes that answer at once, and must answer those who ask how the service is.
  init(limit: Duration, exempt: Set<String>, time: TimeSource = .real) {
    self.limit = limit
    self.exempt = exempt
    self.time = time
    watch = DeadlineWatch(time: time)
  }

  func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    if exempt.contains(request.path) { return try await next.respond(to: request) }
    let callers = RequestDeadline.callersTimeout(request.fields)
    let timeout = min(limit, callers ?? limit)
    guard timeout > .zero else {
      throw HTTPError(.gatewayTimeout, "The caller's deadline had passed when the request arrived.")
    }
    let deadline = Deadline.after(timeout, by: time)
    guard let place = watch.begin(deadline) else { return try await next.respond(to: request) }
    let result = await Self.result(of: request, next, deadline)
    // Also where it has an answer: one that was made while everything it asked for was cancelled.
    guard !watch.end(place) else { throw tooLate(timeout, isCallers: callers.map { $0 <= limit } ?? false) }
    return try result.get()
  }

  private static func result(
    of request: Request, _ next: any RequestHandler, _ deadline: Deadline
  ) async -> Result<Response, any Error> {
    do {
      return .success(
        try await RequestDeadline.$current.withValue(deadline) { try await next.respond(to: request) })
    } catch {
      return .failure(error)
    }
  }

  private func tooLate(_ timeout: Duration, isCallers: Bool) -> HTTPError {
    let text = DurationText.format(timeout)
    return HTTPError(
      .gatewayTimeout,
      isCallers
        ? "There was no answer within the \(text) that the caller waits."
        : "There was no answer within \(text), the longest that this service takes for a request.")
  }
}
