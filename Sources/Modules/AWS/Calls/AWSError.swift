/// Why a call to AWS gave no result. It holds no key and no token.
package struct AWSError: Error, Sendable, CustomStringConvertible {
  /// As the service names it, such as `NoSuchHostedZone`, without a namespace. More than are here may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    package init(_ description: String) {
      self.description = description
    }

    package init(stringLiteral value: String) {
      description = value
    }

    // Ours, where no service has spoken.

    /// No connection, or it ended before the answer did.
    package static let unreachable: Code = "Unreachable"
    /// No answer within the time that the call has.
    package static let timedOut: Code = "TimedOut"
    /// What came is not the answer that was expected.
    package static let unexpectedAnswer: Code = "UnexpectedAnswer"
    /// The request cannot be written, such as a name with a control in it. Nothing was sent.
    package static let invalidRequest: Code = "InvalidRequest"
    /// There are no credentials to sign with: the cause says why.
    package static let noCredentials: Code = "NoCredentials"

    // Those of services that callers tell apart.

    package static let invalidChangeBatch: Code = "InvalidChangeBatch"
    package static let priorRequestNotComplete: Code = "PriorRequestNotComplete"
    package static let noSuchHostedZone: Code = "NoSuchHostedZone"
    package static let clusterNotFound: Code = "ClusterNotFoundException"
    package static let loadBalancerNotFound: Code = "LoadBalancerNotFound"
    package static let targetGroupNotFound: Code = "TargetGroupNotFound"
  }

  package var code: Code
  /// A sentence; the service's own where it has spoken.
  package var message: String
  /// To be quoted to AWS's support.
  package var requestID: String?
  /// Of the answer; nil where none came.
  package var status: Int?
  /// Of a batch of changes that Route 53 refused: what is wrong with each.
  package var details: [String]
  package var cause: (any Error)?

  package init(
    _ code: Code, _ message: String, requestID: String? = nil, status: Int? = nil, details: [String] = [],
    cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.requestID = requestID
    self.status = status
    self.details = details
    self.cause = cause
  }

  package var description: String {
    let known = [status.map { "status \($0)" }, requestID.map { "request \($0)" }].compactMap { $0 }
    let text = "\(code): \(message)"
    return known.isEmpty ? text : "\(text) (\(known.joined(separator: ", ")))"
  }

  static func unexpectedAnswer(_ message: String, cause: (any Error)? = nil) -> AWSError {
    AWSError(.unexpectedAnswer, message, cause: cause)
  }
}
