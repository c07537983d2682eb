package import HTTPClient

/// Sends requests to the Runtime API: the HTTP client, or what a test puts in its place.
package protocol RuntimeTransport: Sendable {
  /// Throws ``ClientError``.
  func execute(_ request: ClientRequest) async throws -> ClientResponse
}

extension Client: RuntimeTransport {}
