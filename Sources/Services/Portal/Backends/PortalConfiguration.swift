import Chassis

/// The portal's settings beside those that every service has.
struct PortalConfiguration: Sendable {
  /// How addresses of backends are found.
  enum Strategy: String, Sendable, CaseIterable {
    case `static`
  }

  let strategy: Strategy

  /// The endpoints of every backend; none is empty.
  let endpoints: [Backend: [HostPort]]

  /// What to send to the backends that ask for a password.
  let credentials: [Backend: BasicCredentials]

  /// For the whole of one request to a backend, a second attempt included.
  let deadline: Duration

  /// For connecting to one instance.
  let connectTimeout: Duration

  /// Directory of the web page.
  let staticDirectory: String

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    strategy = try settings.choice("DISCOVERY_STRATEGY", default: .static)
    var endpoints: [Backend: [HostPort]] = [:]
    var credentials: [Backend: BasicCredentials] = [:]
    for backend in Backend.allCases {
      endpoints[backend] = try Self.endpoints(of: backend, settings)
      credentials[backend] = try BasicCredentials(prefix: backend.settingsPrefix, settings: settings)
    }
    self.endpoints = endpoints
    self.credentials = credentials
    deadline = try settings.duration(
      "PORTAL_DEADLINE", default: .seconds(3), in: .milliseconds(100) ... .seconds(60))
    connectTimeout = try settings.duration(
      "PORTAL_CONNECT_TIMEOUT", default: .seconds(1), in: .milliseconds(10) ... .seconds(60))
    staticDirectory = settings.string("STATIC_DIR", default: "static")
  }

  private static func endpoints(of backend: Backend, _ settings: Settings) throws -> [HostPort] {
    let key = "\(backend.settingsPrefix)_SERVICE"
    let endpoints = try settings.endpoints(key)
    guard !endpoints.isEmpty else {
      throw ConfigurationError(
        key: key, fault: "is not set",
        allowed: "the addresses of the \(backend.name) service, host:port, several separated by commas")
    }
    var seen: Set<HostPort> = []
    if let twice = endpoints.first(where: { !seen.insert($0).inserted }) {
      throw ConfigurationError(key: key, fault: "names \(twice) twice", allowed: "a list of different addresses")
    }
    return endpoints
  }
}
