import Chassis
import FoundationEssentials
import NIOCore

/// What the Consul agent of this host has registered, whoever did it.
struct Catalogue: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var name: String
    var tags: [String]
    var address: String
    var port: Int
    var meta: [String: String]
    var hasCheck: Bool

    /// The host whose registrator made it, and the container that it stands for; nil for what no registrator made.
    var origin: (host: String, container: String)? {
      guard let host = meta[RegistrationMark.host], let container = meta[RegistrationMark.container] else { return nil }
      return (host, container)
    }
  }

  /// By id.
  var entries: [String: Entry]

  init(_ entries: [String: Entry] = [:]) {
    self.entries = entries
  }

  /// From the answers to `/v1/agent/services` and `/v1/agent/checks`. Throws `DecodingError` where one has another form.
  init(services: ByteBuffer, checks: ByteBuffer) throws {
    struct Service: Decodable {
      var ID: String
      var Service: String
      var Tags: [String]?
      var Address: String?
      var Port: Int?
      var Meta: [String: String]?
    }
    struct Check: Decodable {
      var ServiceID: String?
    }
    let decoder = JSONDecoder()
    let checked = try Set(
      decoder.decode([String: Check].self, from: Data(checks.readableBytesView)).values.compactMap(\.ServiceID))
    entries = [:]
    for service in try decoder.decode([String: Service].self, from: Data(services.readableBytesView)).values {
      entries[service.ID] = Entry(
        name: service.Service, tags: service.Tags ?? [], address: service.Address ?? "", port: service.Port ?? 0,
        meta: service.Meta ?? [:], hasCheck: checked.contains(service.ID))
    }
  }
}

extension Catalogue.Entry {
  /// What `plan` looks like once it is registered.
  init(_ plan: RegistrationPlan) {
    self.init(
      name: plan.service.name, tags: plan.service.tags, address: plan.place.address ?? "", port: plan.place.port,
      meta: plan.service.meta, hasCheck: plan.service.check != nil)
  }
}
