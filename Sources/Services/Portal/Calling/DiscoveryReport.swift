import Chassis
import FoundationEssentials

/// What `/discovery` tells: how the portal finds each service, and what it knows of its instances.
struct DiscoveryReport: Sendable, Equatable {
  struct Service: Sendable, Equatable {
    var backend: Backend
    var endpoints: [EndpointRecord]
  }

  var strategy: String
  var services: [Service]

  /// Every member is always there; what is unknown is null.
  var json: JSONValue {
    .object(["strategy": .string(strategy), "services": .array(services.map(Self.json))])
  }

  private static func json(_ service: Service) -> JSONValue {
    .object(["service": .string(service.backend.name), "endpoints": .array(service.endpoints.map(json))])
  }

  private static func json(_ record: EndpointRecord) -> JSONValue {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return .object([
      "address": .string(record.endpoint.description),
      "requests": .integer(record.requests),
      "failures": .integer(record.failures),
      "lastError": record.lastError.map(JSONValue.string) ?? .null,
      "lastUsed": record.lastUsed.map { .string($0.formatted(style)) } ?? .null,
    ])
  }
}
