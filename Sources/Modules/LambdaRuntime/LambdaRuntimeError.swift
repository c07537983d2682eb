/// Why the process must end with a fault. Lambda starts another in its place.
package struct LambdaRuntimeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The Runtime API told it to end (status 500).
    package static let containerError = Code("containerError")
    /// The Runtime API could not be asked, or gave nothing to do, several times in a row.
    package static let noInvocations = Code("noInvocations")
    /// A handler went on though it was cancelled.
    package static let handlerOverran = Code("handlerOverran")
  }

  package var code: Code
  package var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code): \(message)" }

  static func containerError(_ occasion: String) -> LambdaRuntimeError {
    LambdaRuntimeError(.containerError, "The Runtime API failed when it was \(occasion).")
  }
}
