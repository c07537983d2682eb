import Chassis

/// The check that a container asks for, by Registrator's rules.
enum ContainerCheck {
  /// The first one set counts, in the order http, https, cmd, script, ttl, tcp, grpc; nil where none is set. Throws
  /// `ConfigurationError` for values that Consul would refuse, and for commands: Consul would run what any container says.
  static func read(_ variables: RegistrationVariables) throws -> RegisteredCheck? {
    guard let kind = try kind(variables) else { return nil }
    return RegisteredCheck(
      kind: kind,
      interval: try variables.duration("check_interval", from: "1ms") ?? "10s",
      timeout: try variables.duration("check_timeout", from: "1ms"),
      initialStatus: try variables.initialStatus(),
      deregisterAfter: try deregisterAfter(variables))
  }

  private static func kind(_ variables: RegistrationVariables) throws -> RegisteredCheck.Kind? {
    let verifies = variables["check_tls_skip_verify"] == nil
    if let path = try variables.path("check_http") {
      return .http(path: path, method: try method(variables, "check_http_method"))
    }
    if let path = try variables.path("check_https") {
      return .https(path: path, method: try method(variables, "check_https_method"), verifies: verifies)
    }
    for name in ["check_cmd", "check_script"] {
      guard let variable = variables[name] else { continue }
      throw ConfigurationError(
        key: variable.key, fault: "is set",
        allowed: "left out: the agent would run it on the host; use CHECK_HTTP, CHECK_TCP, CHECK_GRPC or CHECK_TTL")
    }
    if let duration = try variables.timeToLive() { return .timeToLive(duration) }
    if variables["check_tcp"] != nil { return .tcp }
    guard variables["check_grpc"] != nil else { return nil }
    let usesTLS = variables["check_grpc_use_tls"] != nil
    return .grpc(tls: usesTLS ? (verifies ? .verified : .unverified) : nil)
  }

  private static func method(_ variables: RegistrationVariables, _ name: String) throws -> String? {
    try variables.value(name, allowed: "a method such as GET, HEAD or POST") { text in
      let isToken = text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
      return isToken && text.utf8.count <= 20 ? text.uppercased() : nil
    }
  }

  private static func deregisterAfter(_ variables: RegistrationVariables) throws -> String? {
    try variables.value("check_deregister_after", allowed: ConsulDuration.form) { text in
      ConsulDuration.parse(text).map { $0 == .zero ? "0" : text }
    }.flatMap { $0 == "0" ? nil : $0 }
  }
}
