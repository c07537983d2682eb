package import HTTPClient

/// Sends one request to one address.
package protocol Transport: Sendable {
  /// The complete answer, whatever its status. Throws `ClientError`, with the code `cancelled` where the calling task was
  /// cancelled.
  func execute(_ request: ClientRequest) async throws -> ClientResponse
}

extension Client: Transport {}
