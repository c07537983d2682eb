import HTTPTypes
package import Logging

/// Turns what a handler threw into its answer, and logs what the client is not told.
///
/// An ``HTTPError`` of 4xx is the client's and is not logged here: the access log has it. One of 5xx is logged as a
/// warning where it has a cause, any other error as an error, both with the request's id, so that the answer a user
/// reports leads to its reason.
package struct FailureReport: Sendable {
  private let logger: Logger

  package init(logger: Logger) {
    self.logger = logger
  }

  /// The answer of `handler`, or that of the error it threw. Throws `CancellationError` only: the client has left and
  /// nobody waits for an answer.
  package func answer(to request: Request, by handler: any RequestHandler) async throws -> Response {
    do {
      return try await handler.respond(to: request)
    } catch let error as CancellationError where Task.isCancelled {
      throw error
    } catch {
      log(error, request)
      return HTTPError.response(for: error)
    }
  }

  private func log(_ error: any Error, _ request: Request) {
    if let error = error as? HTTPError {
      guard error.status.kind == .serverError, let cause = error.cause else { return }
      logger.warning("request failed", metadata: metadata(request, error: cause))
    } else {
      logger.error("handler threw an unexpected error", metadata: metadata(request, error: error))
    }
  }

  private func metadata(_ request: Request, error: any Error) -> Logger.Metadata {
    [
      LogKeys.requestID: "\(request.id)",
      LogKeys.method: "\(request.method.rawValue)",
      LogKeys.path: "\(LogText.path(request.path))",
      LogKeys.error: "\(String(describing: error))",
    ]
  }
}
