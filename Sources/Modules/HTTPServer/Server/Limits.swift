/// What one client may ask of the server. Each limit names what it protects and the answer that a breach gets.
package struct Limits: Sendable, Equatable {
  // MARK: Sizes

  /// Longest request line in bytes, without its CRLF: 414. RFC 9112 section 3 recommends at least 8000.
  package var requestLine = 8192

  /// Longest field line in bytes, without its CRLF: 431.
  package var fieldLine = 8192

  /// Most bytes of a whole head, request line and blank line included: 431. Also the limit of a trailer section.
  package var head = 32 * 1024

  /// Most fields of a head, and of a trailer section: 431.
  package var fieldCount = 100

  /// Most bytes of chunk extensions in one request: 400.
  package var chunkExtensions = 4096

  /// Most bytes of a body that a handler reads without asking for more: 413.
  package var body = 1024 * 1024

  /// Most bytes of a body that nobody read which are taken in to keep a connection, and of what is thrown away while
  /// lingering; above it the connection closes.
  package var drain = 64 * 1024

  /// Bytes of unprocessed input that are read ahead of a handler; above it the client's sending stops.
  package var readAhead = 64 * 1024

  /// Ignored empty lines before a request line (RFC 9112 section 2.2).
  package var leadingEmptyLines = 2

  // MARK: Connections

  /// Connections open at once; at the limit, new ones wait unaccepted until one closes.
  package var connections = 10_000

  /// Requests on one connection, after which it closes.
  package var requestsPerConnection = 10_000

  /// Age of a connection whose next answer closes it, so that clients spread anew over instances.
  package var connectionAge = Duration.seconds(3600)

  // MARK: Times

  /// From the first byte of a head, or from the accept, to the head's end: 408, or a close where nothing came.
  package var headTimeout = Duration.seconds(10)

  /// Time waited for a body, unless its client keeps ``bodyRate``, and the longest wait for its next byte: 408.
  package var bodyTimeout = Duration.seconds(30)

  /// Bytes per second with which a body may take longer than ``bodyTimeout``, counted after ``bodyGrace``.
  package var bodyRate = 240
  package var bodyGrace = Duration.seconds(5)

  /// Between an answer and the first byte of the next request: close.
  package var idleTimeout = Duration.seconds(75)

  /// Without a byte of progress while output is unsent: cut. Noticed at most a quarter later.
  package var writeTimeout = Duration.seconds(30)

  /// How long input is thrown away after the last answer, so that the client sees it (RFC 9112 section 9.6).
  package var linger = Duration.milliseconds(500)

  /// On a stop: how long a connection that was used as lately as this may bring one more request.
  package var drainGrace = Duration.milliseconds(500)

  package init() {}
}
