/// What one asker, or all together, may take of a ``ZoneServer``.
package struct ZoneServerLimits: Sendable {
  /// TCP connections at once; one more is closed at once.
  package var connections: Int

  /// Bytes of one query by TCP; the connection of a longer one is closed. A usual query has less than a hundred.
  package var queryBytes: Int

  /// How long a TCP connection may take for its next whole query, and for taking the answers to those before (RFC 7766
  /// section 6.2.3).
  package var idleTime: Duration

  package init(connections: Int = 128, queryBytes: Int = 4096, idleTime: Duration = .seconds(10)) {
    self.connections = connections
    self.queryBytes = queryBytes
    self.idleTime = idleTime
  }
}
