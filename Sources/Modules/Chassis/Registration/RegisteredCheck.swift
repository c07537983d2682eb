/// How Consul finds out whether a service is well, by Registrator's `CHECK_…` variables.
package struct RegisteredCheck: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Consul asks for the path.
    case http(path: String, method: String?)
    /// Consul asks for the path over TLS; by an address, which few certificates hold.
    case https(path: String, method: String?, verifies: Bool)
    /// Consul connects.
    case tcp
    /// Consul asks by the health checking protocol of gRPC; over plain TCP without `tls`.
    case grpc(tls: TLS?)
    /// The service must say that it is well, again within the duration.
    case timeToLive(Duration)
  }

  package enum TLS: Sendable, Equatable {
    case verified
    case unverified
  }

  package var kind: Kind
  /// The duration of ``Kind/timeToLive(_:)``, and the others below, as they were written: Consul reads them.
  package var interval: String
  package var timeout: String?
  /// What Consul takes for true until the first check; nil for Consul's own default, which is `critical`.
  package var initialStatus: String?
  /// For how long a check may fail before Consul forgets the service: so the ghost of one that was killed goes away.
  /// Nil for never.
  package var deregisterAfter: String?

  package init(
    kind: Kind, interval: String = "10s", timeout: String? = nil, initialStatus: String? = nil,
    deregisterAfter: String? = nil
  ) {
    self.kind = kind
    self.interval = interval
    self.timeout = timeout
    self.initialStatus = initialStatus
    self.deregisterAfter = deregisterAfter
  }

  /// Not inlined: Swift 6.3 ends with an error of its own where it optimises this within an optional chain.
  @inline(never)
  var timeToLive: Duration? {
    guard case .timeToLive(let duration) = kind else { return nil }
    return duration
  }

  /// The check that a service asks for when it registers itself, with the defaults of the suite. Throws
  /// ``ConfigurationError``.
  init(_ variables: RegistrationVariables) throws {
    try Self.refuseUnsupported(variables)
    interval = try variables.duration("check_interval", from: "1s") ?? "10s"
    timeout = try variables.duration("check_timeout", from: "1ms")
    initialStatus = try variables.initialStatus() ?? "passing"
    deregisterAfter = try Self.deregisterAfter(variables)
    kind = try Self.kind(variables)
  }

  /// The first one set, in Registrator's order; without any, what all services of the suite have.
  private static func kind(_ variables: RegistrationVariables) throws -> Kind {
    let method = try variables.value("check_http_method", allowed: "GET or HEAD") { text in
      ["GET", "HEAD"].first { $0 == text.uppercased() }
    }
    if let path = try variables.path("check_http") { return .http(path: path, method: method) }
    if let duration = try variables.timeToLive() { return .timeToLive(duration) }
    return variables["check_tcp"] != nil ? .tcp : .http(path: "/health", method: method)
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
