import Chassis
import HTTPClient

/// Why one attempt failed, and whether another one may do better.
struct UpstreamFailure: Error {
  var error: ProviderError
  var mayRetry: Bool

  init(_ error: ProviderError, mayRetry: Bool = false) {
    self.error = error
    self.mayRetry = mayRetry
  }

  /// An attempt without a whole answer. Only GETs and token requests are sent, which may be repeated.
  init(_ error: ClientError) {
    switch error.code {
    case .unresolved, .connectFailed: self.init(.unreachable(cause: error), mayRetry: true)
    // Another one would take as long again, and people wait.
    case .connectTimeout, .tls: self.init(.unreachable(cause: error))
    case .timeout: self.init(.timedOut())
    case .connectionLost: self.init(.unavailable(cause: error), mayRetry: true)
    default: self.init(.unavailable(cause: error))
    }
  }

  /// What a reader made of an answer with `status`.
  init(_ error: ProviderError, status: Int) {
    let passes = [500, 502, 503, 504].contains(status) && error.code == .unavailable
    self.init(error, mayRetry: passes)
  }
}
