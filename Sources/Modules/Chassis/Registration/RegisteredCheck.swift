/// How Consul finds out whether the service is well, by Registrator's `CHECK_…` variables.
struct RegisteredCheck: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Consul asks for the path.
    case http(path: String, method: String?)
    /// Consul connects.
    case tcp
    /// The service must say that it is well, again within the duration.
    case timeToLive(Duration)
  }

  var kind: Kind
  /// The duration of ``Kind/timeToLive(_:)``, and the others below, as they were written: Consul reads them.
  var interval: String
  var timeout: String?
  /// What Consul takes for true until the first check.
  var initialStatus: String
  /// For how long a check may fail before Consul forgets the service: so the ghost of one that was killed goes away.
  /// Nil for never.
  var deregisterAfter: String?

  var timeToLive: Duration? {
    guard case .timeToLive(let duration) = kind else { return nil }
    return duration
  }

  /// Throws ``ConfigurationError``.
  init(_ variables: RegistrationVariables) throws {
    try Self.refuseUnsupported(variables)
    interval = try variables.duration("check_interval", from: "1s") ?? "10s"
    timeout = try variables.duration("check_timeout", from: "1ms")
    initialStatus =
      try variables.value("check_initial_status", allowed: "passing, warning or critical") {
        ["passing", "warning", "critical"].contains($0) ? $0 : nil
      } ?? "passing"
    deregisterAfter = try Self.deregisterAfter(variables)
    kind = try Self.kind(variables)
  }

  /// The first one set, in Registrator's order; without any, what all services of the suite have.
  private static func kind(_ variables: RegistrationVariables) throws -> Kind {
    let method = try variables.value("check_http_method", allowed: "GET or HEAD") { text in
      ["GET", "HEAD"].first { $0 == text.uppercased() }
    }
    let form = "an absolute path such as /health, in visible ASCII characters"
    if let path = try variables.value("check_http", allowed: form, parse: { isPath($0) ? $0 : nil }) {
      return .http(path: path, method: method)
    }
    if let text = try variables.duration("check_ttl", from: "1s"), let duration = ConsulDuration.parse(text) {
      return .timeToLive(duration)
    }
    return variables["check_tcp"] != nil ? .tcp : .http(path: "/health", method: method)
  }

  private static func isPath(_ text: String) -> Bool {
    text.hasPrefix("/") && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func deregisterAfter(_ variables: RegistrationVariables) throws -> String? {
    let allowed = "a duration from 1m, the shortest that Consul keeps to, or 0s for never"
    let text = try variables.value("check_deregister_after", allowed: allowed) { text in
      ConsulDuration.parse(text).flatMap { $0 == .zero || $0 >= .seconds(60) ? text : nil }
    }
    return text.map { ConsulDuration.parse($0) == .zero ? nil : $0 } ?? "1m"
  }

  /// A check that was asked for and is not made would be believed in, so it ends the start.
  private static func refuseUnsupported(_ variables: RegistrationVariables) throws {
    for name in ["check_https", "check_cmd", "check_script", "check_grpc"] {
      guard let variable = variables[name] else { continue }
      throw ConfigurationError(
        key: variable.key, fault: "is set", allowed: "left out: a service can have CHECK_HTTP, CHECK_TCP or CHECK_TTL")
    }
  }
}

extension RegistrationVariables {
  /// A duration as it was written, `shortest` and more. Throws ``ConfigurationError``.
  fileprivate func duration(_ name: String, from shortest: String) throws -> String? {
    try value(name, allowed: "\(ConsulDuration.form), from \(shortest) to 24h") { text in
      guard let duration = ConsulDuration.parse(text), let shortest = ConsulDuration.parse(shortest) else { return nil }
      return (shortest ... .seconds(86_400)).contains(duration) ? text : nil
    }
  }
}
