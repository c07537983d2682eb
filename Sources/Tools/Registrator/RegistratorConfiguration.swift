import Chassis

/// The settings of the registrator beside those that every program has.
struct RegistratorConfiguration: Sendable {
  /// When the service of a container that has ended leaves the catalogue.
  enum Deregistering: String, CaseIterable, Sendable {
    case always
    /// Not where it crashed.
    case onSuccess = "on-success"
  }

  let engine: EngineAddress
  let consul: HostPort
  let token: Secret?
  /// Nil for the name of the engine's host.
  let hostName: String?
  let policy: Reconciler.Policy
  private let address: String?
  private let isInternal: Bool
  private let isExplicit: Bool
  private let tags: [String]

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    let engine = settings.string("DOCKER_HOST", default: "unix:///var/run/docker.sock")
    guard let engineAddress = EngineAddress(engine) else {
      throw ConfigurationError(key: "DOCKER_HOST", value: engine, allowed: EngineAddress.form)
    }
    self.engine = engineAddress
    let consul = settings.string("REGISTRATOR_CONSUL", default: "http://127.0.0.1:8500")
    guard let agent = RegistrationSettings.agent(consul, schemes: ["http://", "consul://"]) else {
      throw ConfigurationError(
        key: "REGISTRATOR_CONSUL", value: consul,
        allowed: "http://host:port or consul://host:port, of the HTTP API of this host's Consul agent")
    }
    self.consul = agent
    token = try RegistrationSettings.token(settings)
    address = try RegistrationSettings.address(
      settings, "REGISTRATOR_ADDRESS", allowed: "the address or name at which others reach this host")
    hostName = try Self.hostName(settings)
    isInternal = try settings.boolean("REGISTRATOR_INTERNAL", default: false)
    isExplicit = try settings.boolean("REGISTRATOR_EXPLICIT", default: true)
    tags = RegisteredTags.parse(settings.string("REGISTRATOR_TAGS", default: ""))
    let resync = try settings.duration("REGISTRATOR_RESYNC", default: .seconds(60))
    guard resync == .zero || resync >= .seconds(1) else {
      throw ConfigurationError(
        key: "REGISTRATOR_RESYNC", value: DurationText.format(resync), allowed: "1s or more, or 0s for never")
    }
    let deregistering = try settings.choice("REGISTRATOR_DEREGISTER", default: Deregistering.always)
    policy = Reconciler.Policy(resync: resync == .zero ? nil : resync, keepsCrashed: deregistering == .onSuccess)
  }

  func rules(host: String) -> RegistrationRules {
    RegistrationRules(
      host: host, address: address, isInternal: isInternal, isExplicit: isExplicit, tags: tags, agentHost: consul.host)
  }

  private static func hostName(_ settings: Settings) throws -> String? {
    let key = "REGISTRATOR_HOSTNAME"
    guard let text = settings.string(key) else { return nil }
    guard HostPort(text, defaultPort: 1)?.host == text else {
      throw ConfigurationError(key: key, value: text, allowed: "the name of this host")
    }
    return text
  }
}
