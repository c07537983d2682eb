package import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
package import Timing

/// Calls AWS: finds the server, signs, and makes the call again where that may help.
///
/// All calls of this module may be made twice: they read, or they set what is to be.
package struct AWSClient: Sendable {
  static let longestAnswer = 8 << 20

  package let region: Region
  /// For a call with all its attempts.
  package var timeout: Duration
  /// For each of them.
  package var attemptTimeout: Duration = .seconds(10)
  package var retries: RetryRule
  /// Told of each attempt that failed, also where the next one succeeds.
  package var attemptFailed: @Sendable (AWSError) -> Void = { _ in }
  private var deadline: Deadline?

  private let environment: [String: String]
  private let credentials: any CredentialsSource
  private let transport: any AWSTransport
  private let time: TimeSource
  private let now: @Sendable () -> Date
  private let random: RandomSource

  /// - Parameters:
  ///   - environment: May name other servers than AWS's (`AWS_ENDPOINT_URL`).
  ///   - now: What signatures are dated by.
  package init(
    region: Region, credentials: any CredentialsSource, transport: any AWSTransport,
    environment: [String: String] = [:], timeout: Duration = .seconds(30), retries: RetryRule = RetryRule(),
    time: TimeSource, now: @escaping @Sendable () -> Date, random: RandomSource = .system
  ) {
    self.region = region
    self.credentials = credentials
    self.transport = transport
    self.environment = environment
    self.timeout = timeout
    self.retries = retries
    self.time = time
    self.now = now
    self.random = random
  }

  /// The same, whose calls have all ended by `deadline`.
  package func until(_ deadline: Deadline) -> AWSClient {
    var copy = self
    copy.deadline = self.deadline.map { min($0, deadline) } ?? deadline
    return copy
  }

  /// The answer of a call that succeeded. Throws ``AWSError``, or `CancellationError` where the calling task was
  /// cancelled.
  func send(_ call: AWSCall, to service: AWSService) async throws -> AWSReply {
    let endpoint = try Endpoint.of(service, region: region, environment: environment)
    let own = Deadline.after(timeout, by: time)
    let deadline = deadline.map { min($0, own) } ?? own
    var attempt = 1
    while true {
      let error: AWSError
      do {
        return try await sendOnce(call, to: service, at: endpoint, until: deadline)
      } catch let failure as AWSError {
        error = failure
      }
      attemptFailed(error)
      // Where the wait would outlast the call, the fault that was is told, not that time ran out.
      guard let wait = retries.wait(after: attempt, error, random: random),
        wait < deadline.remaining(at: time.now())
      else { throw error }
      try await time.sleep(for: wait)
      attempt += 1
    }
  }

  private func sendOnce(
    _ call: AWSCall, to service: AWSService, at endpoint: Endpoint, until deadline: Deadline
  ) async throws -> AWSReply {
    let credentials = try await signingCredentials()
    let remaining = deadline.remaining(at: time.now())
    guard remaining > .zero else { throw AWSError(.timedOut, "\(service.name) was not asked in time.") }
    let path = endpoint.base.rest + call.path
    var fields = call.fields
    fields[.hostField] = endpoint.base.authority
    let signable = SignableRequest(method: call.method, path: path, query: call.query, fields: fields, body: call.body)
    fields = RequestSigner(region: endpoint.signingRegion, service: service.signingName)
      .sign(signable, with: credentials, at: now())
    let query = call.query.isEmpty ? "" : "?\(call.queryText)"
    let request = ClientRequest(
      method: call.method, url: "\(endpoint.base.scheme)://\(endpoint.base.authority)\(path)\(query)", fields: fields,
      body: call.body.isEmpty ? nil : ByteBuffer(bytes: call.body), timeout: min(remaining, attemptTimeout),
      connectTimeout: min(remaining, .seconds(3)), maximumBodyBytes: Self.longestAnswer)
    let response: ClientResponse
    do {
      response = try await transport.execute(request)
    } catch let failure as ClientError {
      throw try AWSError.noAnswer(from: service, failure, isLast: remaining <= attemptTimeout)
    }
    let reply = AWSReply(
      status: response.status.code, fields: response.fields, body: Array(response.body.readableBytesView))
    guard reply.isSuccess else { throw AWSError(reply, from: service) }
    return reply
  }

  private func signingCredentials() async throws -> Credentials {
    do {
      return try await credentials.credentials()
    } catch let error as CredentialsError {
      throw AWSError(.noCredentials, error.message, cause: error)
    }
  }
}

extension AWSError {
  /// - Parameter isLast: No time is left for another attempt.
  fileprivate static func noAnswer(
    from service: AWSService, _ failure: ClientError, isLast: Bool
  ) throws(CancellationError) -> AWSError {
    switch failure.code {
    case .cancelled: throw CancellationError()
    case .timeout where isLast: AWSError(.timedOut, "\(service.name) did not answer in time.", cause: failure)
    case .timeout: AWSError(.unreachable, "\(service.name) did not answer.", cause: failure)
    case .unresolved, .connectFailed, .connectTimeout, .connectionLost:
      AWSError(.unreachable, "\(service.name) cannot be reached.", cause: failure)
    case .invalidURL, .invalidRequest:
      AWSError(.invalidRequest, "The request to \(service.name) cannot be sent.", cause: failure)
    default: AWSError(.unexpectedAnswer, "\(service.name) gave no answer that can be read.", cause: failure)
    }
  }
}
