import DNS
import FoundationEssentials

/// The body of `GET /v1/health/service/<name>`: the instances in it, as far as they can be used.
struct HealthDocument: Decodable {
  let instances: [ServiceInstance]

  /// Throws `DecodingError` for what is no JSON, or no array.
  static func instances(in body: [UInt8]) throws -> [ServiceInstance] {
    try JSONDecoder().decode(HealthDocument.self, from: Data(body)).instances
  }

  /// An entry that makes no sense must not hide the others.
  private struct Entry: Decodable {
    let instance: ServiceInstance?

    init(from decoder: any Decoder) throws {
      instance = (try? HealthEntry(from: decoder))?.instance
    }
  }

  init(from decoder: any Decoder) throws {
    var entries = InstanceSet()
    for entry in try [Entry](from: decoder) {
      if let instance = entry.instance { entries.insert(instance) }
    }
    instances = entries.members
  }
}

/// One entry of the document, with the names that Consul gives.
private struct HealthEntry: Decodable {
  /// As much of an ID as a page or a log should show.
  private static let longestID = 256

  private let node: Node?
  private let service: Service

  private enum CodingKeys: String, CodingKey {
    case node = "Node"
    case service = "Service"
  }

  private struct Node: Decodable {
    let address: String?

    enum CodingKeys: String, CodingKey {
      case address = "Address"
    }
  }

  private struct Service: Decodable {
    let id: String?
    let address: String?
    let port: Int
    let weights: Weights?

    enum CodingKeys: String, CodingKey {
      case id = "ID"
      case address = "Address"
      case port = "Port"
      case weights = "Weights"
    }
  }

  private struct Weights: Decodable {
    let passing: Int?

    enum CodingKeys: String, CodingKey {
      case passing = "Passing"
    }
  }

  /// Nil without an IP address and a port.
  var instance: ServiceInstance? {
    // Empty where the service listens on the node's own address.
    let text = service.address.flatMap { $0.isEmpty ? nil : $0 } ?? node?.address ?? ""
    guard let address = IPAddress(text), let port = UInt16(exactly: service.port), port > 0 else { return nil }
    return ServiceInstance(
      endpoint: Endpoint(address: address, port: port), weight: UInt16(clamping: service.weights?.passing ?? 1),
      id: service.id.map { String($0.prefix(Self.longestID)) })
  }
}
