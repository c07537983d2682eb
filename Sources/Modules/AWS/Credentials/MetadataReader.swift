import HTTPClient
import HTTPTypes
import NIOCore
import Timing

/// Asks the small servers beside a container or a machine, again where that may help.
struct MetadataReader: Sendable {
  let transport: any AWSTransport
  let time: TimeSource
  /// Begins the message of an error.
  let source: String
  /// For one answer.
  let timeout: Duration
  let attempts: Int

  private static let pause: Duration = .seconds(1)

  /// The body of the answer where its status is 200. Throws ``CredentialsError``: `absent` where there is no such thing,
  /// or `CancellationError`.
  func read(_ url: String, method: HTTPRequest.Method = .get, fields: HTTPFields = [:]) async throws -> [UInt8] {
    let request = ClientRequest(
      method: method, url: url, fields: fields, timeout: timeout, connectTimeout: timeout, maximumBodyBytes: 64 * 1024)
    var attempt = 1
    while true {
      let error: CredentialsError
      do {
        let response = try await transport.execute(request)
        if response.status == .ok { return Array(response.body.readableBytesView) }
        error = refusal(response.status)
      } catch let failure as ClientError {
        if failure.code == .cancelled { throw CancellationError() }
        error = CredentialsError(.unavailable, "\(source) cannot be reached.", cause: failure)
      }
      guard error.code == .unavailable, attempt < attempts else { throw error }
      attempt += 1
      try await time.sleep(for: Self.pause)
    }
  }

  private func refusal(_ status: HTTPResponse.Status) -> CredentialsError {
    let code: CredentialsError.Code =
      status.kind == .serverError || status == .tooManyRequests ? .unavailable : .absent
    return CredentialsError(code, "\(source) answered HTTP status \(status.code).")
  }
}
