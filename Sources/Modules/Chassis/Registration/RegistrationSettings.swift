import NIOCore

/// Whether and how a service registers itself, by `REGISTRATION` and Registrator's variables.
package struct RegistrationSettings: Sendable {
  /// Where the local agent's HTTP API is.
  var agent: HostPort
  var token: Secret?
  var service: RegisteredService
  /// Address to register, whatever the service finds out by itself; ``OwnAddress/setting`` for its interface's.
  var address: String?

  /// Nil where the service does not register itself. Throws ``ConfigurationError``.
  init?(_ settings: Settings, name: String, port: Int) throws {
    guard let text = settings.string("REGISTRATION") else { return nil }
    guard let agent = Self.agent(text) else {
      throw ConfigurationError(
        key: "REGISTRATION", value: text, allowed: "consul://host or consul://host:port, of a Consul agent's HTTP API")
    }
    self.agent = agent
    token = try Self.token(settings)
    address = try Self.address(settings)
    let variables = RegistrationVariables(settings, port: port)
    for (name, variable) in variables.all {
      if RegisteredService.isSecret(name) {
        settings.ledger.noteSecret(variable.key, isSet: true)
      } else {
        settings.ledger.note(variable.key, variable.value)
      }
    }
    // Registrator's rule: any value, also `false`.
    guard variables["ignore"] == nil else { return nil }
    service = try RegisteredService(name: name, variables)
  }

  /// Where an agent's HTTP API is, from `consul://host` or `consul://host:port`; nil for another form.
  package static func agent(_ text: String, schemes: [String] = ["consul://"]) -> HostPort? {
    guard let scheme = schemes.first(where: text.hasPrefix) else { return nil }
    let authority = text.dropFirst(scheme.count)
    return HostPort(String(authority.hasSuffix("/") ? authority.dropLast() : authority), defaultPort: 8500)
  }

  /// `CONSUL_HTTP_TOKEN`. Throws ``ConfigurationError``.
  package static func token(_ settings: Settings) throws -> Secret? {
    guard let token = try settings.secret("CONSUL_HTTP_TOKEN") else { return nil }
    guard token.revealed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw ConfigurationError(
        key: "CONSUL_HTTP_TOKEN", fault: "holds a character that no header field can carry",
        allowed: "visible ASCII characters without spaces")
    }
    return token
  }

  private static func address(_ settings: Settings) throws -> String? {
    let allowed = "the address or name at which others reach this service, or own for the one of its interface"
    return try address(settings, "REGISTRATION_ADDRESS", allowed: allowed)
  }

  /// An address or a name to register, from the setting `key`. Throws ``ConfigurationError``.
  package static func address(_ settings: Settings, _ key: String, allowed: String) throws -> String? {
    guard let text = settings.string(key) else { return nil }
    let isHost = text.contains(":") ? isAddress(text) : HostPort(text, defaultPort: 1) != nil
    guard isHost, !["0.0.0.0", "::"].contains(text) else {
      throw ConfigurationError(key: key, value: text, allowed: allowed)
    }
    return text
  }

  private static func isAddress(_ text: String) -> Bool {
    (try? SocketAddress(ipAddress: text, port: 0)) != nil
  }
}
