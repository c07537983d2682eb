import HTTPTypes

/// The Runtime API's answer to the question for the next invocation.
struct NextReply: Sendable {
  var status: Int
  var fields: HTTPFields
  /// Nil where it was over the limit.
  var event: [UInt8]?
}

/// What to do with that answer.
enum NextStep: Sendable, Equatable {
  /// - Parameter remaining: What Lambda leaves for it; nil where it did not say so in a way that can be true.
  case handle(Invocation, id: RequestID, remaining: Duration?)
  /// It cannot be handled, but Lambda can be told why.
  case refuse(RequestID, InvocationFault)
  /// There is nothing that could be answered.
  case askAgain(String)
  /// Lambda wants the process to end.
  case end(LambdaRuntimeError)

  /// The longest that a function may run.
  static let longest = Duration.seconds(900)

  /// - Parameter now: Milliseconds since 1970.
  init(_ reply: NextReply, now: Int64) {
    guard reply.status == 200 else {
      self =
        reply.status == 500
        ? .end(.containerError("asked for the next invocation"))
        : .askAgain("The Runtime API answered with status \(reply.status).")
      return
    }
    guard let id = reply.fields[.lambdaRequestID].flatMap(RequestID.init) else {
      self = .askAgain("An invocation came without an ID that can be answered.")
      return
    }
    guard let event = reply.event else {
      self = .refuse(id, .eventTooLarge)
      return
    }
    let invocation = Invocation(
      requestID: id.description, functionARN: reply.fields[.lambdaFunctionARN], traceID: reply.fields[.lambdaTraceID],
      event: event)
    self = .handle(invocation, id: id, remaining: Self.remaining(reply.fields[.lambdaDeadline], now: now))
  }

  /// A deadline that has passed, or is further away than any function may run, tells of a clock that is wrong: a function
  /// that went by it could never do anything.
  private static func remaining(_ field: String?, now: Int64) -> Duration? {
    guard let field, let deadline = Int64(field) else { return nil }
    let (left, overflow) = deadline.subtractingReportingOverflow(now)
    guard !overflow, left > 0, left <= (longest + .seconds(60)).components.seconds * 1000 else { return nil }
    return min(.milliseconds(left), longest)
  }
}
