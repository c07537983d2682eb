/// What goes wrong with a request, whatever it asks for.
package enum InjectedFailure: Sendable, Hashable {
  /// A fault of the service with this status, such as 500 or 503. Nothing was done.
  case status(Int)
  /// Refused with this error. Nothing was done.
  case refused(code: String, message: String, status: Int)
  /// The connection ends, and nothing was done.
  case lostRequest
  /// What was asked for is done, and the connection ends before the answer comes.
  case lostAnswer
  /// What was asked for is done, and the answer comes so much later.
  case slow(Duration)
  /// What was asked for is done, and what comes is not an answer of AWS.
  case garbage

  package static let throttled = InjectedFailure.refused(code: "Throttling", message: "Rate exceeded", status: 400)
  package static let priorRequestNotComplete = InjectedFailure.refused(
    code: ServiceFault.priorRequestNotComplete.code, message: ServiceFault.priorRequestNotComplete.message, status: 400)
}

extension InjectedFailure {
  enum Refusal {
    case lost
    case fault(ServiceFault)
  }

  /// Of those by which nothing is done.
  var refusal: Refusal? {
    switch self {
    case .status(let status):
      .fault(
        status == 503
          ? ServiceFault("ServiceUnavailable", "Service Unavailable", status: 503)
          : ServiceFault("InternalFailure", "We encountered an internal error. Please try again.", status: status))
    case .refused(let code, let message, let status): .fault(ServiceFault(code, message, status: status))
    case .lostRequest: .lost
    case .lostAnswer, .slow, .garbage: nil
    }
  }
}
