/// Why an invocation, or the start of the function, failed: what Lambda is told, and shows to whoever invoked.
///
/// A handler throws it to choose the words. Of any other error only the type's name is told, since its text may quote the
/// event.
package struct InvocationFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// `Category.Reason`, as Lambda recommends: `Runtime` for what is wrong around the function, `Function` for what is
  /// wrong with it. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Lambda shows it as a field of HTTP: what does not fit there is replaced.
    package init(_ text: String) {
      let kept = text.unicodeScalars.prefix(100).map { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
        default: Character("_")
        }
      }
      description = kept.isEmpty ? "Runtime.UnknownReason" : String(kept)
    }

    /// A setting cannot be used.
    package static let configurationInvalid = Code("Runtime.ConfigInvalid")
    /// The event is longer than Lambda's limit.
    package static let eventTooLarge = Code("Runtime.EventSizeTooLarge")
    /// The function's answer is longer than Lambda's limit.
    package static let responseTooLarge = Code("Function.ResponseSizeTooLarge")
    /// The function was not done when its time was nearly over.
    package static let timedOut = Code("Function.TimedOut")
    /// The function threw an error that says nothing to Lambda.
    package static let failed = Code("Function.Failed")
  }

  package var code: Code
  /// A sentence, without secrets.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// What is told of any error that a handler throws.
  package init(_ error: any Error) {
    self = error as? InvocationFault ?? InvocationFault(.failed, "The function failed with \(type(of: error)).")
  }

  package var description: String { "\(code): \(message)" }

  static let eventTooLarge = InvocationFault(
    .eventTooLarge, "The event is over the limit of \(PayloadLimit.bytes) bytes.")
  static let responseTooLarge = InvocationFault(
    .responseTooLarge, "The function's answer is over the limit of \(PayloadLimit.bytes) bytes.")
  static let timedOut = InvocationFault(.timedOut, "The function was not done in time, and was cancelled.")
}
