import CLibcurl
import HTTPTypes
import NIOCore

/// Which options a transfer is made with, and what is read from it afterwards.
extension EasyHandle {
  /// The handle refers to what `request` owns until it is released. The deadline is ``TransferLoop``'s to keep: it holds
  /// while a transfer waits for a connection too, when libcurl's own does not run.
  func prepare(_ request: OutgoingRequest, configuration: ClientConfiguration) throws {
    if !hasPolicy { try setPolicy(configuration) }
    try collectFailureText()
    // Parsed already. libcurl's own words name the URL by its text.
    try set(CURLOPT_CURLU, to: UnsafeMutableRawPointer(request.url.parts))
    try set(CURLOPT_URL, to: request.url.text)
    let silence = request.connectTimeout.wholeMilliseconds(atLeast: 1)
    try set(CURLOPT_CONNECTTIMEOUT_MS, to: silence)
    try check(clibcurl_set_silence_limit(pointer, silence))
    try set(CURLOPT_HTTPHEADER, to: UnsafeMutableRawPointer(request.fieldLines.pointer))
    if !request.isPlainGet { try setMethod(request) }
    if let proxy = request.proxy { try setProxy(proxy, configuration: configuration) }
    if let path = request.unixSocket { try set(CURLOPT_UNIX_SOCKET_PATH, to: path) }
    if let list = request.connectTo { try set(CURLOPT_CONNECT_TO, to: UnsafeMutableRawPointer(list.pointer)) }
  }

  /// Forgets `request`. Resetting a handle and setting it up anew costs a fifth of a transfer, so it is kept as it is
  /// after the usual one: a plain GET, answered on a connection that was open.
  func release(_ request: OutgoingRequest, succeeded: Bool) {
    guard succeeded, reusedConnection, request.isPlainGet, !request.hasOwnWay else { return reset() }
    do {
      try set(CURLOPT_CURLU, to: nil)
      try set(CURLOPT_HTTPHEADER, to: nil)
    } catch {
      reset()
    }
  }

  /// What holds for every request of a client.
  private func setPolicy(_ configuration: ClientConfiguration) throws(CurlFailure) {
    // No signals: libcurl would use SIGALRM and change SIGPIPE, which belong to the program.
    try set(CURLOPT_NOSIGNAL, to: 1)
    try set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_1_1))
    try check(clibcurl_allow_http_only(pointer))
    try check(clibcurl_never_wait_for_resolver(pointer))
    try set(CURLOPT_FOLLOWLOCATION, to: 0)
    // The URL is sent as given; libcurl would resolve "/../" in it.
    try set(CURLOPT_PATH_AS_IS, to: 1)
    try set(CURLOPT_SSL_VERIFYPEER, to: 1)
    try set(CURLOPT_SSL_VERIFYHOST, to: 2)
    if let path = configuration.certificateAuthorities { try set(CURLOPT_CAINFO, to: path) }
    // Empty means none, against what the environment says.
    try set(CURLOPT_PROXY, to: "")
    try set(CURLOPT_NOPROXY, to: "")
    if configuration.acceptsCompression { try set(CURLOPT_ACCEPT_ENCODING, to: ContentCoding.accepted) }
    let idleSeconds = configuration.maximumIdleAge.components.seconds
    try set(CURLOPT_MAXAGE_CONN, to: max(1, Int(idleSeconds)))
    try check(clibcurl_set_maximum_age(pointer, max(1, Int(configuration.maximumConnectionAge.components.seconds))))
    try set(CURLOPT_FORBID_REUSE, to: idleSeconds < 1 ? 1 : 0)
    hasPolicy = true
  }

  private func setProxy(_ proxy: Proxy, configuration: ClientConfiguration) throws(CurlFailure) {
    try set(CURLOPT_PROXY, to: proxy.url)
    if let user = proxy.user { try set(CURLOPT_PROXYUSERNAME, to: user) }
    if let password = proxy.password { try set(CURLOPT_PROXYPASSWORD, to: password) }
    if let path = configuration.certificateAuthorities { try set(CURLOPT_PROXY_CAINFO, to: path) }
    // The proxy's answer to CONNECT is no answer of the server.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)
  }

  private func setMethod(_ request: OutgoingRequest) throws {
    if request.method == .head { return try set(CURLOPT_NOBODY, to: 1) }
    if let body = request.body {
      try body.withUnsafeReadableBytes { try setBody($0) }
    } else {
      try set(CURLOPT_HTTPGET, to: 1)
    }
    try set(CURLOPT_CUSTOMREQUEST, to: request.method.rawValue)
    // libcurl repeats any request whose kept connection closed before the first byte of the answer. One that is not
    // idempotent may have been acted on (RFC 9110 section 9.2.2), so it gets a connection that was not used before.
    if !request.method.isIdempotent { try set(CURLOPT_FRESH_CONNECT, to: 1) }
  }

  /// libcurl counts every time from the start of the transfer.
  var timings: ClientTimings {
    let lookup = microseconds(CURLINFO_NAMELOOKUP_TIME_T)
    let connected = max(microseconds(CURLINFO_CONNECT_TIME_T), microseconds(CURLINFO_APPCONNECT_TIME_T))
    return ClientTimings(
      lookup: lookup, connect: max(.zero, connected - lookup), firstByte: microseconds(CURLINFO_STARTTRANSFER_TIME_T),
      total: microseconds(CURLINFO_TOTAL_TIME_T))
  }

  /// Whether sending could have begun.
  var wasConnected: Bool { clibcurl_get_offset(pointer, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  var reusedConnection: Bool { wasConnected && number(CURLINFO_NUM_CONNECTS) == 0 }

  var remoteAddress: String {
    guard let address = string(CURLINFO_PRIMARY_IP), !address.isEmpty else { return "" }
    return HostAndPort.text(host: address, port: number(CURLINFO_PRIMARY_PORT))
  }
}

extension HTTPRequest.Method {
  /// RFC 9110 section 9.2.2.
  fileprivate var isIdempotent: Bool {
    switch self {
    case .get, .head, .options, .trace, .put, .delete: true
    default: false
    }
  }
}
