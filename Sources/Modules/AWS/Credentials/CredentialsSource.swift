/// Where credentials come from.
package protocol CredentialsSource: Sendable {
  /// Throws ``CredentialsError``, or `CancellationError` where the calling task was cancelled.
  func credentials() async throws -> Credentials
}

/// Credentials that are known from the start.
package struct FixedCredentials: CredentialsSource {
  private let known: Credentials

  package init(_ known: Credentials) {
    self.known = known
  }

  package func credentials() -> Credentials { known }
}

/// A source that was left out or cannot work, and says so when it is asked: a program that makes no call needs none.
struct AbsentCredentials: CredentialsSource {
  let error: CredentialsError

  func credentials() throws -> Credentials { throw error }
}
