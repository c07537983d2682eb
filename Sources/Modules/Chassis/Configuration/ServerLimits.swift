import HTTPServer

/// The server's limits by their settings, `HTTP_…`. Defaults are those of ``Limits``.
enum ServerLimits {
  /// Throws ``ConfigurationError``.
  static func read(_ settings: Settings) throws -> Limits {
    var limits = Limits()
    try readSizes(settings, &limits)
    try readConnections(settings, &limits)
    try readTimes(settings, &limits)
    return limits
  }

  /// Whether a client that ends its half of the connection has left. Throws ``ConfigurationError``.
  static func halfClose(_ settings: Settings) throws -> HalfClose {
    switch try settings.choice("HTTP_HALF_CLOSE", default: HalfCloseSetting.cancel) {
    case .cancel: .cancels
    case .allow: .allowed
    }
  }

  private enum HalfCloseSetting: String, CaseIterable {
    case cancel, allow
  }

  private static func readSizes(_ settings: Settings, _ limits: inout Limits) throws {
    func bytes(_ key: String, _ path: WritableKeyPath<Limits, Int>, in range: ClosedRange<Int>) throws {
      limits[keyPath: path] = try settings.bytes(key, default: limits[keyPath: path], in: range)
    }
    // Offsets into a head have 16 bits.
    try bytes("HTTP_MAX_REQUEST_LINE", \.requestLine, in: 64...65_535)
    try bytes("HTTP_MAX_FIELD", \.fieldLine, in: 64...65_535)
    try bytes("HTTP_MAX_HEAD", \.head, in: 256...65_535)
    limits.fieldCount = try settings.integer("HTTP_MAX_FIELDS", default: limits.fieldCount, in: 1...1000)
    try bytes("HTTP_MAX_CHUNK_EXTENSIONS", \.chunkExtensions, in: 0...mebibyte)
    try bytes("HTTP_MAX_BODY", \.body, in: 0...1024 * mebibyte)
    try bytes("HTTP_DRAIN_BYTES", \.drain, in: 0...1024 * mebibyte)
    try bytes("HTTP_READ_AHEAD", \.readAhead, in: 1...mebibyte)
  }

  private static func readConnections(_ settings: Settings, _ limits: inout Limits) throws {
    limits.connections = try settings.integer(
      "HTTP_MAX_CONNECTIONS", default: limits.connections, in: 1...1_000_000)
    limits.requestsPerConnection = try settings.integer(
      "HTTP_MAX_REQUESTS", default: limits.requestsPerConnection, in: 1...1_000_000_000)
    limits.connectionAge = try settings.duration(
      "HTTP_MAX_AGE", default: limits.connectionAge, in: .seconds(1) ... .seconds(86_400))
  }

  private static func readTimes(_ settings: Settings, _ limits: inout Limits) throws {
    func time(_ key: String, _ path: WritableKeyPath<Limits, Duration>, from shortest: Duration) throws {
      limits[keyPath: path] = try settings.duration(
        key, default: limits[keyPath: path], in: shortest ... .seconds(3600))
    }
    try time("HTTP_HEAD_TIMEOUT", \.headTimeout, from: .milliseconds(100))
    try time("HTTP_BODY_TIMEOUT", \.bodyTimeout, from: .milliseconds(100))
    limits.bodyRate = try settings.integer("HTTP_BODY_MIN_RATE", default: limits.bodyRate, in: 1...1_000_000_000)
    try time("HTTP_BODY_GRACE", \.bodyGrace, from: .zero)
    try time("HTTP_IDLE_TIMEOUT", \.idleTimeout, from: .milliseconds(100))
    try time("HTTP_WRITE_TIMEOUT", \.writeTimeout, from: .milliseconds(100))
    try time("HTTP_LINGER", \.linger, from: .zero)
    try time("HTTP_DRAIN_GRACE", \.drainGrace, from: .zero)
  }

  private static let mebibyte = 1024 * 1024
}
