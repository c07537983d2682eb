/// One event that Lambda hands to the function.
///
/// The trace is handed over here and not set as the environment variable `_X_AMZN_TRACE_ID`: to change the environment of
/// a process while another thread reads it is a data race.
package struct Invocation: Sendable, Equatable {
  /// Names the invocation, in Lambda's own logs too.
  package let requestID: String
  /// The function, version or alias that was invoked; nil where Lambda did not say.
  package let functionARN: String?
  /// For calls that belong to the same trace of X-Ray; nil where none was begun.
  package let traceID: String?
  /// JSON, by what invokes functions; not looked at here.
  package let event: [UInt8]

  package init(requestID: String, functionARN: String? = nil, traceID: String? = nil, event: [UInt8] = []) {
    self.requestID = requestID
    self.functionARN = functionARN
    self.traceID = traceID
    self.event = event
  }
}

/// An event may hold secrets, so printing or dumping an invocation shows its size only.
extension Invocation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "invocation \(requestID) (\(event.count) bytes)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
