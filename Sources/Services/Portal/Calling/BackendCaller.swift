import Chassis
import HTTPClient
import HTTPTypes

/// Calls a service by name: finds an instance, sends the request, and copes with an instance that is gone.
///
/// What the routes know of discovery and balancing.
protocol BackendCaller: Sendable {
  /// The complete answer of an instance, whatever its status. Throws ``BackendFailure``, and `CancellationError` where
  /// the client has left.
  func call(_ backend: Backend, _ request: BackendRequest) async throws -> BackendAnswer

  /// What is known of each service's instances now.
  func report() -> DiscoveryReport
}

/// A GET of a service, without its address.
struct BackendRequest: Sendable, Equatable {
  /// Path and query, percent-encoded.
  var target: String
  var fields: HTTPFields
}

struct BackendAnswer: Sendable {
  var response: ClientResponse
  /// Which instance answered, where its connection has no address to tell.
  var endpoint: HostPort
}

/// Why no instance of a service answered.
struct BackendFailure: Error, Sendable {
  enum Kind: Sendable, Equatable {
    /// No instance is known, or none may be asked now.
    case unavailable
    /// Could not be reached, or broke off, or answered with something other than HTTP.
    case broken
    /// The deadline passed.
    case tooSlow
  }

  var kind: Kind
  /// Whole sentences for the client.
  var message: String
  var cause: (any Error)?
}

/// Sends one request to one address.
protocol Transport: Sendable {
  /// Throws `ClientError`.
  func execute(_ request: ClientRequest) async throws -> ClientResponse
}

extension Client: Transport {}
