package import HTTPTypes

extension HTTPField.Name {
  /// Which attempt of its caller a request is, counted from 1; the first one does not have it.
  package static let requestAttempt = known("x-request-attempt")

  /// Milliseconds that the caller will wait for the answer. Envoy's name. Relative, so that clocks need not agree.
  static let expectedTimeout = known("x-envoy-expected-rq-timeout-ms")

  /// RFC 9209: what became of a request behind who answered it.
  static let proxyStatus = known("Proxy-Status")

  /// draft-ietf-httpapi-idempotency-key-header: a request with it may be sent twice whatever its method.
  package static let idempotencyKey = known("Idempotency-Key")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no token.") }
    return field
  }
}
