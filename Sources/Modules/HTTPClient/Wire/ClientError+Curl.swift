import CLibcurl
import Glibc

/// What libcurl's results mean to a caller.
extension ClientError {
  /// - Parameters:
  ///   - detail: libcurl's own words; empty where it had none.
  ///   - systemError: `errno` of connecting. Of no meaning for other results: libcurl keeps that of an earlier transfer.
  ///   - wasConnected: whether sending could have begun.
  ///   - tunnelStatus: what the proxy answered when asked to connect; 0 where it did not.
  init(
    _ result: CURLcode, detail: String, request: OutgoingRequest, systemError: Int32, wasConnected: Bool,
    tunnelStatus: Int
  ) {
    let peer = request.peer
    let cause = CurlFailure(result, text: detail.isEmpty ? nil : detail)
    switch result {
    case CURLE_URL_MALFORMAT:
      self.init(.invalidURL, "The URL cannot be used.", cause: cause)
    case CURLE_COULDNT_RESOLVE_PROXY:
      self.init(.unresolved, "The name of the proxy \(request.proxy?.authority ?? "") has no address.", cause: cause)
    case CURLE_COULDNT_RESOLVE_HOST:
      self.init(.unresolved, "The name of \(peer) has no address.", cause: cause)
    case CURLE_COULDNT_CONNECT:
      let reason = systemError == 0 ? cause.text : String(cString: strerror(systemError))
      self.init(.connectFailed, "Could not connect to \(request.nextPeer): \(reason).", cause: cause)
    case _ where request.proxy != nil && !wasConnected && tunnelResults.contains(result.rawValue):
      let reason = tunnelStatus == 0 ? cause.text : "it answered with status \(tunnelStatus)"
      self.init(.connectFailed, "There is no way to \(peer) by \(request.nextPeer): \(reason).", cause: cause)
    case CURLE_OPERATION_TIMEDOUT:
      self = Self.timeout(of: request, wasConnected: wasConnected)
      self.cause = cause
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR:
      self.init(
        .connectionLost, "\(peer) ended the connection before the answer was complete: \(cause.text).", cause: cause)
    case CURLE_BAD_CONTENT_ENCODING:
      self.init(.protocolError, "The body of the answer of \(peer) cannot be decoded.", cause: cause)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      self.init(.protocolError, "What \(peer) answered is not HTTP/1: \(cause.text).", cause: cause)
    case CURLE_OUT_OF_MEMORY:
      self.init(.internal, "Memory ran out.", cause: cause)
    case _ where tlsResults.contains(result.rawValue):
      self.init(.tls, "No trusted TLS session with \(peer): \(cause.text).", cause: cause)
    default:
      self.init(.protocolError, "The exchange with \(peer) failed: \(cause.text).", cause: cause)
    }
  }

  /// The connect timeout ran out first where time is left until the deadline.
  static func timeout(of request: OutgoingRequest, wasConnected: Bool = true) -> ClientError {
    if !wasConnected, request.remaining > .zero {
      return ClientError(.connectTimeout, "No connection to \(request.peer) within \(request.connectTimeout.text).")
    }
    return ClientError(.timeout, "No complete answer from \(request.peer) within \(request.timeout.text).")
  }
}

/// On the way to a connection that a proxy makes.
private let tunnelResults = Set([CURLE_PROXY, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING].map(\.rawValue))

private let tlsResults = Set(
  [
    CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CERTPROBLEM,
    CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
    CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS,
  ].map(\.rawValue))

extension OutgoingRequest {
  /// Whom libcurl connects to, for messages.
  fileprivate var nextPeer: String { proxy.map { "the proxy \($0.authority)" } ?? peer }
}
