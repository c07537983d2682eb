import NIOCore

/// One registration, ready to be sent: the service, where it is, and the id by which the agent knows it.
package struct RegistrationPlan: Sendable, Equatable {
  package var id: String
  package var service: RegisteredService
  package var place: RegisteredPlace

  package init(id: String, service: RegisteredService, place: RegisteredPlace) {
    self.id = id
    self.service = service
    self.place = place
  }

  /// The id is Registrator's `<host>:<container>:<port>`, so it is the same again when the service registers itself again.
  /// On one machine no two processes listen at one address and port, which sets apart whatever has no container of its
  /// own; an address that all share says nothing and is left out.
  init(service: RegisteredService, place: RegisteredPlace, bound: HostPort, hostname: String, containerID: String) {
    self.service = service
    self.place = place
    let isShared = ["0.0.0.0", "::"].contains(bound.host)
    let listening = isShared ? "\(bound.port)" : "\(bound)"
    id = service.id ?? "\(hostname):\(containerID):\(listening)"
  }

  /// The body of Consul's `/v1/agent/service/register`.
  package var document: JSONValue {
    var members: [String: JSONValue] = [
      "ID": .string(id),
      "Name": .string(service.name),
      "Tags": .array(service.tags.map(JSONValue.string)),
      "Address": .string(place.address ?? ""),
      "Port": .integer(place.port),
      "Meta": .object(service.meta.mapValues(JSONValue.string)),
    ]
    members["Check"] = service.check.map { document(of: $0) }
    return .object(members)
  }

  private func document(of check: RegisteredCheck) -> JSONValue {
    var members: [String: JSONValue] = [:]
    members["Status"] = check.initialStatus.map(JSONValue.string)
    members["DeregisterCriticalServiceAfter"] = check.deregisterAfter.map(JSONValue.string)
    let target = HostPort(host: place.checkHost, port: place.port)
    switch check.kind {
    case .http(let path, let method):
      members["HTTP"] = .string("http://\(target)\(path)")
      members["Method"] = method.map(JSONValue.string)
    case .https(let path, let method, let verifies):
      members["HTTP"] = .string("https://\(target)\(path)")
      members["Method"] = method.map(JSONValue.string)
      if !verifies { members["TLSSkipVerify"] = .boolean(true) }
    case .tcp: members["TCP"] = .string("\(target)")
    case .grpc(let tls):
      members["GRPC"] = .string("\(target)")
      if tls != nil { members["GRPCUseTLS"] = .boolean(true) }
      if tls == .unverified { members["TLSSkipVerify"] = .boolean(true) }
    case .timeToLive(let duration): members["TTL"] = .string("\(duration.wholeMilliseconds)ms")
    }
    if case .timeToLive = check.kind { return .object(members) }
    members["Interval"] = .string(check.interval)
    members["Timeout"] = check.timeout.map(JSONValue.string)
    return .object(members)
  }
}

extension Duration {
  var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
