/// What all requests of one ``Client`` share.
package struct ClientConfiguration: Sendable {
  /// Sent as `User-Agent` where a request has none of its own.
  package var userAgent: String

  /// Most connections at once, those kept for later included. Further requests wait, within their own deadline.
  package var maximumConnections: Int

  /// Most connections at once to one host and port.
  package var maximumConnectionsPerHost: Int

  /// A kept connection that was idle for longer is closed instead of used again. Below the idle limit of the usual
  /// servers and load balancers (60 s), so that a request seldom meets a connection that its server is closing.
  /// Whole seconds count; less than one second keeps no connection.
  package var maximumIdleAge: Duration

  /// A connection that was made longer ago is closed instead of used again, so that requests spread over the instances
  /// behind an address as these come and go. Whole seconds count, at least one.
  package var maximumConnectionAge: Duration

  /// Most bytes of an answer's head, interim answers and trailers included.
  package var maximumHeadBytes: Int

  /// URL of a proxy for every request; nil leaves it to ``proxyVariables``.
  package var proxy: String?

  /// Which proxy is used where ``proxy`` says none; nil sends every request straight to its host, whatever `http_proxy`
  /// and its like say, because the services that are called are inside one network.
  package var proxyVariables: ProxyVariables?

  /// Which redirects are followed; nil follows none: a redirect is then an answer like any other.
  package var redirects: RedirectPolicy?

  /// Asks for bodies that are coded with gzip or deflate, and decodes them: the limit of a body holds for the bytes that
  /// come out. An answer in any other coding fails with the code `protocolError`; a coded stream that ends early within a
  /// whole message is not noticed. Where this is false, no coding is asked for, and a coded body is handed over as it is.
  package var acceptsCompression: Bool

  /// Path of a PEM file with the certificate authorities to trust; nil trusts those of the system.
  package var certificateAuthorities: String?

  package init(
    userAgent: String = "HTTPClient", maximumConnections: Int = 256, maximumConnectionsPerHost: Int = 64,
    maximumIdleAge: Duration = .seconds(30), maximumConnectionAge: Duration = .seconds(300),
    maximumHeadBytes: Int = 64 * 1024, proxy: String? = nil, certificateAuthorities: String? = nil,
    redirects: RedirectPolicy? = nil, acceptsCompression: Bool = false, proxyVariables: ProxyVariables? = nil
  ) {
    self.userAgent = userAgent
    self.maximumConnections = maximumConnections
    self.maximumConnectionsPerHost = maximumConnectionsPerHost
    self.maximumIdleAge = maximumIdleAge
    self.maximumConnectionAge = maximumConnectionAge
    self.maximumHeadBytes = maximumHeadBytes
    self.proxy = proxy
    self.certificateAuthorities = certificateAuthorities
    self.redirects = redirects
    self.acceptsCompression = acceptsCompression
    self.proxyVariables = proxyVariables
  }
}
