import CoreMetrics
import HTTPClient
import HTTPTypes
import Synchronization

/// `http_client_request_duration_seconds`: each attempt, by service and by what it ended with, under the names of
/// OpenTelemetry's semantic conventions. Who calls one of several instances twice is counted twice, so that the figures
/// of callers and of instances can be compared.
///
/// An attempt with an answer has the status and no error, one without has an error and no status.
final class AttemptMetrics: Sendable {
  fileprivate enum End: Hashable {
    case status(Int)
    case failure(ClientError.Code)
  }

  private let service: String
  private let factory: any MetricsFactory
  private let durations = Mutex<[End: Timer]>([:])

  init(service: String, factory: any MetricsFactory) {
    self.service = service
    self.factory = factory
  }

  func ended(_ result: Result<ClientResponse, ClientError>, after duration: Duration) {
    let end: End =
      switch result {
      case .success(let response): .status(response.status.code)
      case .failure(let error): .failure(error.code)
      }
    let (seconds, attoseconds) = duration.components
    timer(for: end).recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  private func timer(for end: End) -> Timer {
    durations.withLock { durations in
      if let known = durations[end] { return known }
      let new = Timer(
        label: "http.client.request.duration",
        dimensions: [
          ("error_type", end.errorType), ("http_response_status_code", end.status), ("service", service),
        ], factory: factory)
      durations[end] = new
      return new
    }
  }
}

extension AttemptMetrics.End {
  fileprivate var status: String {
    if case .status(let code) = self { "\(code)" } else { "" }
  }

  fileprivate var errorType: String {
    if case .failure(let code) = self { code.description } else { "" }
  }
}
