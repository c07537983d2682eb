package import HTTPServer
import HTTPTypes

/// What the data routes of all backends have in common: read the input, ask the provider, answer; and every way to fail
/// has its status.
package struct Lookup: Sendable {
  private let instance: InstanceIdentity

  package init(by instance: InstanceIdentity) {
    self.instance = instance
  }

  /// The answer with what `ask` found. Throws ``HTTPError`` for ``InvalidInput`` and ``ProviderError``.
  package func answer<Value: Encodable>(_ ask: () async throws -> Sourced<Value>) async throws -> Response {
    do {
      return try Response.encoding(SourcedAnswer(try await ask(), by: instance))
    } catch let error as InvalidInput {
      throw HTTPError(.badRequest, error.message)
    } catch let error as ProviderError {
      throw HTTPError(error, by: instance)
    }
  }
}

extension HTTPError {
  /// Unknown is the caller's business; everything else is between us and the provider, so it is a 5xx, and no detail
  /// tells what the provider said: it may have echoed our key.
  package init(_ error: ProviderError, by instance: InstanceIdentity) {
    let detail = error.explanation
    var fields = HTTPFields()
    if error.isAboutProvider { fields.append(ProxyStatus.field(for: error, by: instance.instanceID)) }
    switch error.code {
    case .unknown:
      guard let suggestion = error.suggestion else {
        self.init(.notFound, detail)
        return
      }
      self.init(
        .notFound, "\(detail) Did you mean \"\(suggestion)\"?", members: [Problem.Member("suggestion", suggestion)])
    case .throttled:
      // RFC 9110 section 10.2.3: whole seconds; rounded up, because earlier would be too early.
      let (seconds, rest) = (error.retryAfter ?? .seconds(60)).components
      let wait = max(1, rest > 0 ? seconds + 1 : seconds)
      fields[.retryAfter] = String(wait)
      self.init(.serviceUnavailable, "\(detail) Try again in \(wait) s.", fields: fields)
    case .timedOut: self.init(.gatewayTimeout, detail, fields: fields, cause: error.cause)
    default: self.init(.badGateway, detail, fields: fields, cause: error.cause)
    }
  }
}
