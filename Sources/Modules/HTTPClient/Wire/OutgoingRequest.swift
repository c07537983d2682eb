import HTTPTypes
import NIOCore

/// A request that has been checked and can be sent as it is: made on the caller's side, so that a wrong one never
/// reaches the loop.
struct OutgoingRequest: Sendable {
  let method: HTTPRequest.Method
  let url: RequestURL
  let fieldLines: FieldList
  let body: ByteBuffer?
  let timeout: Duration
  let connectTimeout: Duration
  let began: ContinuousClock.Instant
  let deadline: ContinuousClock.Instant
  let maximumBodyBytes: Int
  /// One line of `::host:port`, to connect to instead of the URL's. Nothing in front matches whatever the URL has
  /// (CURLOPT_CONNECT_TO).
  let connectTo: FieldList?
  /// To connect to instead of anything else.
  let unixSocket: String?
  /// Takes the answer in place of the response's body.
  let receive: (@Sendable (ClientResponsePart) -> Void)?
  /// Nil where the request goes straight to its host.
  let proxy: Proxy?
  /// Which addresses may be connected to; nil for all. Says nothing of what a proxy connects to.
  let mayConnectTo: (@Sendable (PeerAddress) -> Bool)?

  /// Throws ``ClientError`` with the code `invalidURL` or `invalidRequest`.
  ///
  /// - Parameter deadline: Where it is another than the request's timeout from now.
  init(
    _ request: ClientRequest, configuration: ClientConfiguration, deadline: ContinuousClock.Instant? = nil,
    mayConnectTo: (@Sendable (PeerAddress) -> Bool)? = nil
  ) throws(ClientError) {
    url = try RequestURL(request.url)
    guard ![HTTPRequest.Method.connect, .trace].contains(request.method) else {
      throw .invalid("The method \(request.method.rawValue) cannot be sent.")
    }
    guard request.timeout > .zero, request.connectTimeout > .zero else {
      throw .invalid("A time limit must be more than zero.")
    }
    guard request.maximumBodyBytes >= 0 else { throw .invalid("The limit of the body cannot be negative.") }
    method = request.method
    body = try Self.body(of: request)
    timeout = request.timeout
    connectTimeout = request.connectTimeout
    began = .now
    self.deadline = deadline ?? began.advanced(by: min(request.timeout, .longest))
    maximumBodyBytes = request.maximumBodyBytes
    connectTo = try request.connectTo.map { address throws(ClientError) in
      FieldList("::" + (try HostAndPort.checked(host: address.host, port: address.port)))
    }
    unixSocket = try request.unixSocket.map(UnixSocketPath.checked)
    receive = request.receive
    fieldLines = try FieldLines.make(
      request.fields, userAgent: configuration.userAgent, hasBody: body != nil && request.method != .head)
    proxy = try Self.proxy(of: request, to: url, configuration)
    self.mayConnectTo = proxy == nil ? mayConnectTo : nil
  }

  /// What is left of `timeout`; never negative.
  var remaining: Duration {
    max(.zero, deadline - .now)
  }

  /// `host:port` for messages.
  var peer: String { unixSocket ?? connectTo?.lines.first.map { String($0.dropFirst(2)) } ?? url.authority }

  /// Needs none of the options that go with other methods or bodies.
  var isPlainGet: Bool { method == .get && body == nil }

  /// Needs options that say where to connect.
  var hasOwnWay: Bool { connectTo != nil || unixSocket != nil || proxy != nil || mayConnectTo != nil }

  var expectsBody: Bool { method != .head }

  /// A caller that says where to connect needs no proxy to find it.
  private static func proxy(
    of request: ClientRequest, to url: RequestURL, _ configuration: ClientConfiguration
  ) throws(ClientError) -> Proxy? {
    if request.unixSocket != nil { return nil }
    if let text = configuration.proxy { return try Proxy(text, from: "the client's configuration") }
    guard request.connectTo == nil, let variables = configuration.proxyVariables else { return nil }
    return try variables.proxy(for: url)
  }

  /// RFC 9110 section 8.6: methods whose content has a meaning send `Content-Length: 0` where there is none.
  private static func body(of request: ClientRequest) throws(ClientError) -> ByteBuffer? {
    switch request.method {
    case .head where request.body != nil: throw .invalid("A HEAD request cannot have a body.")
    case .post, .put, .patch: request.body ?? ByteBuffer()
    default: request.body
    }
  }
}

extension ClientError {
  static func invalid(_ message: String) -> ClientError {
    ClientError(.invalidRequest, message)
  }
}

extension Duration {
  /// The longest wait that libcurl's milliseconds hold on every platform: 24 days.
  static let longest = Duration.milliseconds(Int32.max)

  /// Rounded up, so that a wait is never too short.
  func wholeMilliseconds(atLeast least: Int = 0, atMost most: Int = Int(Int32.max)) -> Int {
    guard self < .milliseconds(most) else { return most }
    let (seconds, attoseconds) = components
    let milliseconds = Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    return max(least, milliseconds)
  }

  /// For messages: whole seconds, or milliseconds.
  var text: String {
    components.attoseconds == 0 ? "\(components.seconds) s" : "\(wholeMilliseconds()) ms"
  }
}
