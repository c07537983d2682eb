import HTTPClient

extension BackendFailure {
  static func noInstance(of backend: Backend) -> BackendFailure {
    BackendFailure(kind: .unavailable, message: "No instance of the \(backend.name) service is available.")
  }

  static func refusedCredentials(by backend: Backend) -> BackendFailure {
    BackendFailure(
      kind: .broken,
      message: "The \(backend.name) service refused the portal's credentials, or asks for some and the portal has none."
    )
  }

  init(_ error: ClientError, of backend: Backend, within deadline: Duration) {
    switch error.code {
    case .timeout:
      self.init(
        kind: .tooSlow, message: "The \(backend.name) service did not answer within \(deadline).", cause: error)
    case .connectTimeout:
      self.init(
        kind: .tooSlow, message: "The \(backend.name) service cannot be reached. \(error.message)", cause: error)
    case .connectFailed, .unresolved:
      self.init(kind: .broken, message: "The \(backend.name) service cannot be reached. \(error.message)", cause: error)
    case .shutdown:
      self.init(kind: .unavailable, message: "The portal is stopping.", cause: error)
    default:
      self.init(kind: .broken, message: "The \(backend.name) service failed. \(error.message)", cause: error)
    }
  }
}
