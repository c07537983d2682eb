package import HTTPClient

/// Sends requests: the HTTP client, or what a test puts in its place.
package protocol AWSTransport: Sendable {
  /// Throws ``ClientError``.
  func execute(_ request: ClientRequest) async throws -> ClientResponse
}

extension Client: AWSTransport {}
