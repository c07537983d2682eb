import Discovery
import HTTPClient
import HTTPTypes

/// How an attempt ended, as far as what to do next depends on it.
enum AttemptEnd: Sendable, Equatable {
  /// With an answer, and after how long it says to ask again.
  case answered(status: Int, retryAfter: Duration?)
  /// Before any byte of the request can have reached an instance.
  case neverSent
  /// The connection ended before the answer was complete.
  case reset
  case timedOut
  /// With something that would be the same elsewhere, or that is nobody's fault.
  case final

  init(_ response: ClientResponse) {
    let status = response.status.code
    if response.tellsOfAFaultBehind {
      self = .final
      return
    }
    self = .answered(status: status, retryAfter: status == 429 ? RetryAfter.seconds(response) : nil)
  }

  init(_ error: ClientError) {
    switch error.code {
    case _ where error.nothingWasSent: self = .neverSent
    case .connectionLost: self = .reset
    case .timeout: self = .timedOut
    default: self = .final
    }
  }
}

extension Outcome {
  /// What an answer tells of its instance's health.
  init(_ response: ClientResponse) {
    if response.tellsOfAFaultBehind {
      self = .success
      return
    }
    switch response.status.code {
    case 429: self = .overloaded
    case 503: self = RetryAfter.seconds(response) == nil ? .serverError : .overloaded
    case 500, 502, 504: self = .serverError
    default: self = .success
    }
  }

  /// What a failure tells of its instance's health. `isPatient` says that the attempt had the time that an instance needs:
  /// a timeout of a caller in a hurry is no evidence.
  init(_ error: ClientError, isPatient: Bool) {
    switch error.code {
    case .connectFailed, .connectTimeout, .unresolved, .tls: self = .connectFailure
    // A kept connection that its server was closing: that happens to healthy instances all the time.
    case .connectionLost where error.reusedConnection && !error.receivedBytes: self = .cancelled
    case .connectionLost, .protocolError: self = .reset
    case .timeout: self = isPatient ? .timeout : .cancelled
    default: self = .cancelled
    }
  }
}

extension ClientResponse {
  /// RFC 9209: the instance is well, and what it asked in turn is not. Another instance would ask the same, so trying it
  /// would only double the wait; and ejecting instances would end with none.
  fileprivate var tellsOfAFaultBehind: Bool {
    status.code >= 500 && self[.proxyStatus]?.contains("; error=") == true
  }
}
