package import Chassis
import Foundation
package import HTTPServer
package import HTTPTypes
import NIOCore

/// An answer of a route, its JSON read.
package struct RouteAnswer: Sendable {
  package let status: Int
  package let fields: HTTPFields
  package let json: JSONValue

  package func text(_ member: String) -> String? {
    guard case .string(let text) = json[member] else { return nil }
    return text
  }

  package func number(_ member: String) -> Double? { json[member]?.double }

  package func list(_ member: String) -> [JSONValue] {
    guard case .array(let list) = json[member] else { return [] }
    return list
  }
}

extension JSONValue {
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}

extension Router {
  /// GET of `prefix` followed by `input` as one percent-encoded segment.
  package func answer(_ prefix: String, _ input: String) async throws -> RouteAnswer {
    let segment = input.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? input
    let response = try await respond(to: Request(method: .get, path: prefix + segment))
    guard case .bytes(let body) = response.body else { throw NoBody() }
    return RouteAnswer(
      status: response.status.code, fields: response.fields,
      json: try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)))
  }

  private struct NoBody: Error {}
}

extension InstanceIdentity {
  package static let forTests = InstanceIdentity(containerID: "container-1", instanceID: "instance-1")
}
