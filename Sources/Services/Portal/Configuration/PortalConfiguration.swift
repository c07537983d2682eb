import Chassis
import ServiceClient

/// The portal's settings beside those that every service has.
struct PortalConfiguration: Sendable {
  let discovery: DiscoverySettings

  /// How calls to backends are made.
  let policy: CallPolicy

  /// What to send to the backends that ask for a password.
  let credentials: [Backend: BasicCredentials]

  /// Where the local demo takes orders; nil everywhere else.
  let demoControl: HostPort?

  /// Directory of the web page.
  let staticDirectory: String

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    discovery = try DiscoverySettings(settings)
    policy = try Self.policy(settings)
    var credentials: [Backend: BasicCredentials] = [:]
    for backend in Backend.allCases {
      credentials[backend] = try BasicCredentials(prefix: backend.settingsPrefix, settings: settings)
    }
    self.credentials = credentials
    demoControl = try settings.endpoints("DEMO_CONTROL").first
    staticDirectory = settings.string("STATIC_DIR", default: "static")
  }

  private static func policy(_ settings: Settings) throws -> CallPolicy {
    let usual = CallPolicy()
    let bounds = Duration.milliseconds(10) ... .seconds(60)
    return CallPolicy(
      deadline: try settings.duration(
        "PORTAL_DEADLINE", default: usual.deadline, in: .milliseconds(100) ... .seconds(60)),
      attemptTimeout: try settings.duration("PORTAL_ATTEMPT_TIMEOUT", default: usual.attemptTimeout, in: bounds),
      connectTimeout: try settings.duration("PORTAL_CONNECT_TIMEOUT", default: usual.connectTimeout, in: bounds),
      hedge: try settings.boolean("PORTAL_HEDGING", default: false) ? HedgePolicy() : nil,
      waitForReady: try settings.duration(
        "PORTAL_START_PATIENCE", default: usual.waitForReady, in: .zero ... .seconds(300)))
  }
}
