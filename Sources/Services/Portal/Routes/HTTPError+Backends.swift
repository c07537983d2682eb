import HTTPServer
import HTTPTypes

/// The portal's own problem documents: each has a member `service` with the name of the service at fault. Each has a
/// cause, so that the log has it too.
extension HTTPError {
  init(_ failure: BackendFailure, of backend: Backend) {
    let status: HTTPResponse.Status =
      switch failure.kind {
      case .unavailable: .serviceUnavailable
      case .broken: .badGateway
      case .tooSlow: .gatewayTimeout
      }
    self.init(
      status, failure.message, members: [Problem.Member("service", backend.name)], cause: failure.cause ?? failure)
  }
}
