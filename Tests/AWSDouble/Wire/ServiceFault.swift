/// Why a service refuses a request.
struct ServiceFault: Error, Sendable, Equatable {
  var code: String
  var message: String
  var status: Int
  /// Of a batch of changes: what is wrong with each.
  var details: [String] = []

  init(_ code: String, _ message: String, status: Int = 400, details: [String] = []) {
    self.code = code
    self.message = message
    self.status = status
    self.details = details
  }

  /// Today's Route 53 writes the messages of all changes in brackets.
  static func invalidChangeBatch(_ messages: [String]) -> ServiceFault {
    ServiceFault("InvalidChangeBatch", "[\(messages.joined(separator: ", "))]", details: messages)
  }

  static func invalidInput(_ message: String) -> ServiceFault { ServiceFault("InvalidInput", message) }

  static let throttled = ServiceFault("Throttling", "Rate exceeded")

  static let priorRequestNotComplete = ServiceFault(
    "PriorRequestNotComplete", "The request was rejected because Route 53 was still processing a prior request.")
}
