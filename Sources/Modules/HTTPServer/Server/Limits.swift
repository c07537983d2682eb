/// What one client may ask of the server. Each limit names what it protects and the answer that a breach gets.
package struct Limits: Sendable, Equatable {
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

  /// Most bytes of a body that nobody read which are taken in to keep a connection; above it the connection closes.
  package var drain = 64 * 1024

  /// Requests on one connection, after which it closes.
  package var requestsPerConnection = 10_000

  /// Ignored empty lines before a request line (RFC 9112 section 2.2).
  package var leadingEmptyLines = 2

  package init() {}
}
