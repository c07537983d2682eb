/// Why a call to a service got no answer. An answer of any status is no error.
package struct ServiceCallError: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The registry does not know the service.
    package static let noSuchService = Code("noSuchService")
    /// The registry knows the service, and no instance of it.
    package static let noInstances = Code("noInstances")
    /// The registry did not answer in time, and no earlier answer is left.
    package static let discoveryTimedOut = Code("discoveryTimedOut")
    /// The registry does not answer such questions, or not from here.
    package static let discoveryRefused = Code("discoveryRefused")
    /// The registry could not be reached, or failed, or made no sense.
    package static let discoveryFailed = Code("discoveryFailed")
    /// No connection to an instance.
    package static let unreachable = Code("unreachable")
    /// The deadline passed, or too little of it was left.
    package static let tooSlow = Code("tooSlow")
    /// An instance broke off, or answered with something that is not HTTP.
    package static let broken = Code("broken")
    /// Too many calls are in flight already. Nothing was sent.
    package static let overloaded = Code("overloaded")
    /// The task that called was cancelled.
    package static let cancelled = Code("cancelled")
    /// The client is being shut down.
    package static let shutdown = Code("shutdown")
  }

  package var code: Code
  /// Whole sentences, fit for a page.
  package var message: String
  package var cause: (any Error)?
  /// How many attempts were made.
  package var attempts: Int

  package init(_ code: Code, _ message: String, attempts: Int = 0, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.attempts = attempts
    self.cause = cause
  }

  package var description: String { "\(code): \(message)" }
}
