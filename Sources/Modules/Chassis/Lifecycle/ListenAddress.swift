/// Where a service listens, by `HOST` and `PORT`.
package struct ListenAddress: Sendable, Equatable {
  /// On all addresses, at the port that the first samples had.
  package static let ofServices = HostPort(host: "0.0.0.0", port: 4567)

  var host: String
  /// 0 lets the system choose.
  var port: Int

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings, default fallback: HostPort = ofServices) throws {
    host = settings.string("HOST", default: fallback.host)
    port = try settings.port("PORT", default: fallback.port)
  }

  /// The host at which a program on the same machine reaches the service.
  var reachableHost: String {
    switch host {
    case "0.0.0.0": "127.0.0.1"
    case "::": "::1"
    default: host
    }
  }
}
