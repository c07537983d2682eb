import Discovery
import HTTPClient

/// What is told of each cause. The messages of causes are whole sentences themselves.
extension ServiceCallError {
  init(_ failure: ResolutionFailure, of service: String) {
    let code: Code =
      switch failure.code {
      case .noSuchName: .noSuchService
      case .noInstances: .noInstances
      case .timedOut: .discoveryTimedOut
      case .refused: .discoveryRefused
      case .cancelled: .cancelled
      default: .discoveryFailed
      }
    let summary: String
    switch code {
    case .noSuchService: summary = "The \(service) service is not registered, or no instance of it is healthy."
    case .noInstances: summary = "No instance of the \(service) service is registered."
    case .discoveryTimedOut: summary = "The \(service) service could not be looked up in time."
    case .discoveryRefused: summary = "Looking up the \(service) service was refused."
    case .cancelled: summary = "The call was cancelled."
    default: summary = "The \(service) service could not be looked up."
    }
    self.init(code, "\(summary) \(failure.message)", cause: failure)
  }

  init(_ error: ClientError, of service: String, attempts: Int) {
    switch error.code {
    case .connectFailed, .connectTimeout, .unresolved, .tls:
      self.init(
        .unreachable, "The \(service) service cannot be reached. \(error.message)", attempts: attempts, cause: error)
    case .timeout:
      self.init(
        .tooSlow, "The \(service) service did not answer in time. \(error.message)", attempts: attempts, cause: error)
    case .cancelled: self.init(.cancelled, "The call was cancelled.", attempts: attempts, cause: error)
    case .shutdown: self.init(.shutdown, "The client is being shut down.", attempts: attempts, cause: error)
    default:
      self.init(.broken, "The \(service) service failed. \(error.message)", attempts: attempts, cause: error)
    }
  }

  static func noInstances(of service: String) -> ServiceCallError {
    ServiceCallError(.noInstances, "No instance of the \(service) service is available.")
  }

  static func tooLate(_ service: String) -> ServiceCallError {
    ServiceCallError(.tooSlow, "Too little time was left to ask the \(service) service.")
  }

  static func tooManyCalls(to service: String) -> ServiceCallError {
    ServiceCallError(.overloaded, "Too many calls to the \(service) service are in flight already.")
  }

  static func cancelled(attempts: Int) -> ServiceCallError {
    ServiceCallError(.cancelled, "The call was cancelled.", attempts: attempts, cause: CancellationError())
  }
}
