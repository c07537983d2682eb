/// Where a service listens, by `HOST` and `PORT`.
struct ListenAddress: Sendable, Equatable {
  var host: String
  /// 0 lets the system choose.
  var port: Int

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    host = settings.string("HOST", default: "0.0.0.0")
    port = try settings.port("PORT", default: 4567)
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
