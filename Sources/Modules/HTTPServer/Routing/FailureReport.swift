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

  /// The answer for `error`. Rethrows a cancellation: the client has left and nobody waits for an answer.
  package func response(for error: any Error, to request: Request) throws -> Response {
    if error is CancellationError, Task.isCancelled { throw error }
    if let error = error as? HTTPError {
      if error.status.kind == .serverError, let cause = error.cause {
        logger.warning("request failed", metadata: metadata(request, error: cause))
      }
    } else {
      logger.error("handler threw an unexpected error", metadata: metadata(request, error: error))
    }
    return HTTPError.response(for: error)
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
