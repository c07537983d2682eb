import HTTPClient
import HTTPServer
import HTTPTypes
import ServiceClient

/// The portal's own problem documents: each has a member `service` with the name of the service at fault. Each has a
/// cause, so that the log has it too.
extension HTTPError {
  init(_ error: ServiceCallError, of backend: Backend) {
    var fields: HTTPFields = [:]
    // There will be room in a moment; and what is not registered may be soon.
    if [.overloaded, .noInstances, .noSuchService].contains(error.code) { fields[.retryAfter] = "1" }
    self.init(
      Self.status(of: error), error.message, fields: fields, members: [Problem.Member("service", backend.name)],
      cause: error.cause ?? error)
  }

  static func refusedCredentials(by backend: Backend) -> HTTPError {
    let message =
      "The \(backend.name) service refused the portal's credentials, or asks for some and the portal has none."
    return HTTPError(
      .badGateway, message, members: [Problem.Member("service", backend.name)],
      cause: ServiceCallError(.broken, message))
  }

  private static func status(of error: ServiceCallError) -> HTTPResponse.Status {
    switch error.code {
    case .unreachable: (error.cause as? ClientError)?.code == .connectTimeout ? .gatewayTimeout : .badGateway
    case .tooSlow, .discoveryTimedOut: .gatewayTimeout
    case .broken: .badGateway
    default: .serviceUnavailable
    }
  }
}
